using BenchmarkDotNet.Running;
using Suffice.Benchmarks;

if (args is ["viewer", .. string[] viewer]) await ViewerMeasurements.Run(viewer);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
