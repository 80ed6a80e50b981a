using System.Globalization;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Reductions.Sufficiency;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Suffice.Views;

namespace Suffice.Tests.Reductions.Sufficiency;

/// <summary>
/// One random reduction of a scan whose electron rates are known, and what an independent recomputation finds of its claims: sums and centres
/// of mass by plain loops, sigma from the rates.
/// </summary>
internal sealed class HonestyCase
{
    private const int FreshDraws = 8;

    private static readonly string[] Representations = ["bin2", "bin4", "bin8", "radial1px-1", "radial2px-1", "radial1px-4", "rank4", "rank16"];

    private readonly Random _random;
    private readonly MemoryCube _counts, _rates;
    private readonly Target _target;

    /// <param name="seed">Everything follows from it.</param>
    public HonestyCase(int seed, TemporaryFolder folder)
    {
        _random = new Random(seed);
        (_counts, _rates, string preset) = Simulate((ulong)seed);
        string file = folder.File($"source{seed}");
        File.WriteAllText(file, preset);
        using OpenedCube scan = new("simulated", null, _counts, "as simulated", [], []) { Files = [file] };
        ReductionRequest request = Request(seed);
        ReductionOutcome outcome = Reducer.Reduce(scan, request, folder.File($"record{seed}.h5"));
        Certificate = outcome.Certificate;
        CertificateTarget claimed = Certificate.Targets[0];
        _target = new Target(claimed.Name, ViewRequest.Parse(claimed.Request), request.Targets[0].Tolerance!, request.Targets[0].Latitude!);
        Description = $"{preset} {claimed.Request} {claimed.Tolerance} {claimed.Latitude} {request.Only ?? "any"} -> {claimed.Form}{(request.IsQuick ? ", quick" : "")}";
        Check(ReducedRecord.Open(outcome.Path), claimed);
        File.Delete(outcome.Path);
    }

    public string Description { get; }

    public Certificate Certificate { get; }

    /// <summary>Whether the error that was stated as exact is that which is found; null where none was.</summary>
    public bool? IsConfirmedErrorTrue { get; private set; }

    /// <summary>For each estimate that carries an interval, whether it holds the truth.</summary>
    public List<bool> Covered { get; } = [];

    /// <summary>The largest error over tolerance at fresh draws of the latitude; null where nothing can be re-chosen.</summary>
    public double? LatitudeRatio { get; private set; }

    /// <summary>Error over tolerance on all data of a claim that rests on a sample; null where it was confirmed.</summary>
    public double? QuickRatio { get; private set; }

    private (MemoryCube Counts, MemoryCube Rates, string Preset) Simulate(ulong seed)
    {
        (string preset, int side, double most) = _random.Next(2) == 0 ? ("junction", 36, 60_000.0) : ("polycrystal", 26, 100_000);
        double electrons = Math.Round(Math.Exp(Math.Log(300) + _random.NextDouble() * Math.Log(most / 300)));
        SimulatedScan scan = SimulationPresets.Find(preset)!.Make(new SimulationOptions(seed) { Scan = new ScanSize(side, side), ElectronsPerPattern = electrons });
        return (Held(new SimulatedCube(scan)), Held(new SimulatedCube(scan, SimulatedSamples.Rates)), string.Create(CultureInfo.InvariantCulture, $"{preset} {electrons:0} e"));
    }

    private static MemoryCube Held(SimulatedCube cube)
    {
        byte[] samples = new byte[cube.Cube.Bytes];
        cube.Read(CubeRegion.Whole(cube.Cube.Shape), samples, 2);
        return new MemoryCube(cube.Cube.Element, cube.Cube.Shape, samples);
    }

    private ReductionRequest Request(int seed)
    {
        int middle = _counts.Cube.Shape.DetectorY / 2;
        string target = _random.Next(6) switch
        {
            0 => "com",
            1 => $"com:{middle / 2}px@{middle},{middle}",
            2 => "bf",
            3 => $"disc:{middle / 3}px@{middle},{middle}",
            4 => $"annulus:{middle / 4}-{middle * 3 / 4}px@{middle},{middle}",
            _ => "adf",
        };
        double size = Math.Exp(Math.Log(0.05) + _random.NextDouble() * Math.Log(20));
        string tolerance = (_random.Next(4) == 0 ? Math.Round(10 * size, 3) + "%" : Math.Round(size, 3) + "sigma").Replace(',', '.');
        string latitude = _random.Next(5) switch
        {
            0 => "fixed",
            1 => $"open:{1 << _random.Next(4)}px",
            _ => string.Create(CultureInfo.InvariantCulture, $"adjustable:{5 + _random.Next(26)}%,{_random.Next(1, 5)}px"),
        };
        return new ReductionRequest([(ViewRequest.Parse(target), Tolerance.Parse(tolerance), Latitude.Parse(latitude))])
        {
            Seed = seed,
            Threads = 2,
            IsQuick = _random.Next(2) == 0,
            Only = _random.Next(2) == 0 ? null : Representations[_random.Next(Representations.Length)],
        };
    }

    private void Check(ReducedRecord record, CertificateTarget claimed)
    {
        CertificateForm form = record.Certificate.Forms.Single(one => one.Name == claimed.Form);
        ViewContext context = record.Context;
        double[]? restored = form.Array is null ? null : Patterns(record, form);
        double[] counts = Doubles(_counts), rates = Doubles(_rates);
        (double error, double size) = restored is null ? MapError(record, form, claimed, counts) : Compare(_target.Request, counts, restored, context);
        double sigma = Sigma(_target.Request, rates, context);
        if (claimed.Sigma is { } noise) Covered.Add(noise.Lower <= sigma && sigma <= noise.Upper);
        if (Certificate.Sampling.IsQuick)
        {
            QuickRatio = error == 0 ? 0 : error / _target.Tolerance.Limit(sigma, size);
            CertificateInterval stated = claimed.Error.Rms;
            if (stated.Lower < stated.Upper) Covered.Add(stated.Lower <= error && error <= stated.Upper);
        }
        else
        {
            IsConfirmedErrorTrue = Math.Abs(claimed.Error.Rms.Value - error) <= 1e-6 * (size + error) && error <= claimed.Limit * (1 + 1e-9);
        }
        if (restored is null) return;
        foreach (ViewRequest drawn in LatitudeDraws.Of(_target, context, FreshDraws, new Random(_random.Next())))
        {
            (double off, double width) = Compare(drawn, counts, restored, context);
            LatitudeRatio = Math.Max(LatitudeRatio ?? 0, off == 0 ? 0 : off / _target.Tolerance.Limit(Sigma(drawn, rates, context), width));
        }
    }

    private (double Error, double Size) MapError(ReducedRecord record, CertificateForm form, CertificateTarget claimed, double[] counts)
    {
        ViewRequest request = ViewRequest.Parse(claimed.Request);
        double[][] full = Values(request, counts, record.Context);
        double[][] kept = [.. record.Answer(form, [request], 2)[0].Select(result => result.Values)];
        return (Rms(full.Zip(kept, (a, b) => a.Zip(b, (x, y) => x - y)).SelectMany(d => d)), Size(request, full));
    }

    private (double Error, double Size) Compare(ViewRequest request, double[] counts, double[] restored, ViewContext context)
    {
        double[][] full = Values(request, counts, context), kept = Values(request, restored, context);
        return (Rms(full.Zip(kept, (a, b) => a.Zip(b, (x, y) => x - y)).SelectMany(d => d)), Size(request, full));
    }

    private static double Size(ViewRequest request, double[][] values) => Rms(values.SelectMany(map => request.Name == "com" ? map.Select(v => v - map.Where(double.IsFinite).Average()) : map));

    private static double Rms(IEnumerable<double> differences)
    {
        double[] all = [.. differences.Where(double.IsFinite)];
        return all.Length == 0 ? 0 : Math.Sqrt(all.Sum(d => d * d) / all.Length);
    }

    // One map, the sum under the mask; or two, row and column of the centre of mass.
    private double[][] Values(ViewRequest request, double[] patterns, ViewContext context)
    {
        CubeShape shape = _counts.Cube.Shape;
        int pixels = (int)shape.PatternSamples, positions = (int)shape.Patterns;
        bool[] isIn = Mask(request, context);
        double[] sums = new double[positions], rows = new double[positions], columns = new double[positions];
        for (int p = 0; p < positions; p++)
            for (int i = 0; i < pixels; i++)
            {
                if (!isIn[i]) continue;
                double value = patterns[p * pixels + i];
                sums[p] += value;
                rows[p] += value * (i / shape.DetectorX);
                columns[p] += value * (i % shape.DetectorX);
            }
        return request.Name == "com" ? [[.. rows.Zip(sums, (a, b) => a / b)], [.. columns.Zip(sums, (a, b) => a / b)]] : [sums];
    }

    // Sums: the variance is the mean. Centres of mass: to first order in the counts.
    private double Sigma(ViewRequest request, double[] rates, ViewContext context)
    {
        CubeShape shape = _counts.Cube.Shape;
        int pixels = (int)shape.PatternSamples, positions = (int)shape.Patterns;
        double[][] mean = Values(request, rates, context);
        if (request.Name != "com") return Math.Sqrt(mean[0].Average());
        bool[] isIn = Mask(request, context);
        double variance = 0;
        for (int p = 0; p < positions; p++)
        {
            double sum = 0, spread = 0;
            for (int i = 0; i < pixels; i++)
            {
                if (!isIn[i]) continue;
                double rate = rates[p * pixels + i];
                sum += rate;
                spread += rate * (Math.Pow(i / shape.DetectorX - mean[0][p], 2) + Math.Pow(i % shape.DetectorX - mean[1][p], 2));
            }
            variance += spread / (sum * sum) / 2;
        }
        return Math.Sqrt(variance / positions);
    }

    private bool[] Mask(ViewRequest request, ViewContext context)
    {
        CubeShape shape = _counts.Cube.Shape;
        bool[] isIn = new bool[shape.PatternSamples];
        for (int i = 0; i < isIn.Length; i++)
        {
            double distance = request.Centre is var (row, column) ? Math.Sqrt(Math.Pow(i / shape.DetectorX - row, 2) + Math.Pow(i % shape.DetectorX - column, 2)) : 0;
            bool isInside = request.Numbers.Length switch
            {
                0 => true,
                1 => distance < request.Numbers[0],
                _ => distance >= request.Numbers[0] && distance < request.Numbers[1],
            };
            isIn[i] = isInside && (context.Excluded.IsEmpty || !context.Excluded.Span[i]);
        }
        return isIn;
    }

    private static double[] Patterns(ReducedRecord record, CertificateForm form)
    {
        using ICubeReader cube = record.OpenCube(form);
        byte[] samples = new byte[cube.Cube.Bytes];
        cube.Read(CubeRegion.Whole(cube.Cube.Shape), samples, 2);
        return Doubles(cube.Cube.Element, samples);
    }

    private static double[] Doubles(MemoryCube cube) => Doubles(cube.Cube.Element, cube.Samples);

    private static double[] Doubles(ElementType element, byte[] samples)
    {
        double[] values = new double[samples.Length / element.Bytes()];
        for (int i = 0; i < values.Length; i++)
            values[i] = element switch
            {
                ElementType.UInt16 => BitConverter.ToUInt16(samples, 2 * i),
                ElementType.UInt32 => BitConverter.ToUInt32(samples, 4 * i),
                ElementType.Float32 => BitConverter.ToSingle(samples, 4 * i),
                _ => BitConverter.ToDouble(samples, 8 * i),
            };
        return values;
    }
}
