using BenchmarkDotNet.Running;
using Suffice.Benchmarks.Comparison;

if (args is ["compare", .. var rest]) CodecComparison.Run(rest);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
