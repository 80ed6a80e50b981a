using BenchmarkDotNet.Running;
using Suffice.Benchmarks;
using Suffice.Benchmarks.Comparison;

if (args is ["viewer", .. string[] viewer]) await ViewerMeasurements.Run(viewer);
else if (args is ["compare", .. string[] compared]) CodecComparison.Run(compared);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
