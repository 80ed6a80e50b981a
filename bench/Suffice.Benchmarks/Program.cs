using BenchmarkDotNet.Running;
using Suffice.Benchmarks;
using Suffice.Benchmarks.Comparison;

if (args is ["viewer", .. string[] viewer]) await ViewerMeasurements.Run(viewer);
else if (args is ["image", .. string[] image]) ImageComparison.Run(image);
else if (args is ["compare", .. string[] compare]) CodecComparison.Run(compare);
else if (args is ["margins", .. string[] margins]) ChunkMargins.Run(margins);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
