using System.Globalization;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Reductions.Sufficiency;
using Suffice.Tests.Interop;
using Suffice.Views;

namespace Suffice.Tests.Reductions.Sufficiency;

/// <summary>One random reduction of a scan whose electron rates are known, and what an independent recomputation finds of its claims.</summary>
internal sealed class HonestyCase
{
    private const int FreshDraws = 8;

    private static readonly string[] Representations = ["bin2", "bin4", "bin8", "radial1px-1", "radial2px-1", "radial1px-4", "rank4", "rank16"];

    private readonly Random _random;
    private readonly MemoryCube _counts, _rates;
    private readonly Target _target;
    private readonly HonestyAnswers _answers;
    private readonly double[] _full, _expected;
    private double? _strainSigma;

    /// <param name="seed">Everything follows from it.</param>
    public HonestyCase(int seed, HonestyScans.Kind[] kinds, TemporaryFolder folder)
    {
        _random = new Random(seed);
        HonestyScans.Kind kind = kinds[_random.Next(kinds.Length)];
        double electrons = Math.Round(kind.LeastElectrons * Math.Pow(kind.MostElectrons / kind.LeastElectrons, _random.NextDouble()));
        _rates = HonestyScans.Rates(kind, seed, electrons);
        _counts = HonestyScans.Draw(_rates, seed);
        (_full, _expected) = (Doubles(_counts.Cube.Element, _counts.Samples), Doubles(_rates.Cube.Element, _rates.Samples));
        string file = folder.File($"source{seed}"), path = folder.File($"record{seed}.h5");
        File.WriteAllText(file, kind.Preset);
        using OpenedCube scan = new("simulated", null, _counts, "as simulated", [], []) { Files = [file] };
        ReductionRequest request = Request(seed, kind.Preset);
        Certificate = Reduce(scan, ref request, path);
        CertificateTarget claimed = Certificate.Targets[0];
        _target = new Target(claimed.Name, ViewRequest.Parse(claimed.Request), Tolerance.Parse(claimed.Tolerance), request.Targets[0].Latitude!);
        ReducedRecord record = ReducedRecord.Open(path);
        ViewContext context = record.Context;
        if (_target.Request.Name == "strain")
            context = context with
            {
                MeanPattern = Array.ConvertAll(ViewContext.Measure(_counts, default, 2).MeanPattern.ToArray(), value => (double)(float)value),
                SampledPatterns = Certificate.Source.SampledPatterns,
            };
        _answers = new HonestyAnswers(_counts.Cube.Shape, context);
        Description = string.Create(CultureInfo.InvariantCulture,
            $"{kind.Preset} {electrons:0} e {claimed.Request} {claimed.Tolerance} {claimed.Latitude} {request.Only ?? "any"} -> {claimed.Form}{(request.IsQuick ? ", quick" : "")}");
        Check(record, claimed, context);
        File.Delete(path);
    }

    public string Description { get; }

    public Certificate Certificate { get; }

    /// <summary>Name of the target's kind.</summary>
    public string Target => _target.Request.Name;

    /// <summary>Whether the error that was stated as exact is that which is found; null where none was.</summary>
    public bool? IsConfirmedErrorTrue { get; private set; }

    /// <summary>For each estimate that carries an interval, whether it holds the truth.</summary>
    public List<bool> Covered { get; } = [];

    /// <summary>Stated noise over the true one; null where none was stated.</summary>
    public double? SigmaRatio { get; private set; }

    /// <summary>The largest error over tolerance at fresh draws of the latitude; null where nothing can be re-chosen.</summary>
    public double? LatitudeRatio { get; private set; }

    /// <summary>Error over tolerance on all data of a claim that rests on a sample; null where it was confirmed.</summary>
    public double? QuickRatio { get; private set; }

    // Not every scan has every representation.
    private static Certificate Reduce(OpenedCube scan, ref ReductionRequest request, string path)
    {
        try
        {
            return Reducer.Reduce(scan, request, path).Certificate;
        }
        catch (ArgumentException e) when (e.Message.Contains("no representation", StringComparison.Ordinal))
        {
            request = request with { Only = null };
            return Reducer.Reduce(scan, request, path).Certificate;
        }
    }

    private ReductionRequest Request(int seed, string preset)
    {
        (string name, string text) = Question(preset);
        double size = Math.Exp(Math.Log(0.05) + _random.NextDouble() * Math.Log(20));
        bool inPercent = name == "clusters" || _random.Next(4) == 0, isOfWholeScan = name is "icom" or "clusters";
        string tolerance = (inPercent ? Math.Round(10 * size, 3) + "%" : Math.Round(size, 3) + "sigma").Replace(',', '.');
        string latitude = _random.Next(5) switch
        {
            0 => "fixed",
            1 => $"open:{1 << _random.Next(4)}px",
            _ => string.Create(CultureInfo.InvariantCulture, $"adjustable:{5 + _random.Next(26)}%,{_random.Next(1, 5)}px"),
        };
        string[] forms = name switch { "strain" => ["lattice", "lattice", "bragg", "bin2"], "bragg" => ["bragg", "bin2"], _ => Representations };
        return new ReductionRequest([(ViewRequest.Parse(text), Tolerance.Parse(tolerance), Latitude.Parse(latitude))])
        {
            Seed = seed,
            Threads = 2,
            IsQuick = _random.Next(2) == 0 && !isOfWholeScan,
            Only = _random.Next(2) == 0 ? null : forms[_random.Next(forms.Length)],
        };
    }

    private (string Name, string Text) Question(string preset)
    {
        CubeShape shape = _counts.Cube.Shape;
        int row = shape.DetectorY / 2, column = shape.DetectorX / 2, middle = Math.Min(row, column);
        string at = $"@{row},{column}";
        if (preset == "strain" && _random.Next(4) > 0) return _random.Next(3) == 0 ? ("bragg", $"bragg:4.03px{at}") : ("strain", $"strain:4.03px{at}");
        string text = _random.Next(preset is "junction" or "polycrystal" ? 9 : 10) switch
        {
            0 => "com",
            1 => $"com:{middle / 2}px{at}",
            2 => $"disc:{middle / 3}px{at}",
            3 => $"annulus:{middle / 4}-{middle * 3 / 4}px{at}",
            4 => preset is "junction" or "polycrystal" ? "bf" : $"disc:{middle / 2}px{at}",
            5 => preset is "junction" or "polycrystal" ? "adf" : $"annulus:{middle / 2}-{middle}px{at}",
            6 => _random.Next(2) == 0 ? "icom" : $"icom:{middle / 2}px{at}",
            7 => "icom",
            8 => $"clusters:{_random.Next(2, 6)}",
            _ => $"rectangle:{row / 2},{column / 3},{row * 3 / 2},{column * 4 / 3}",
        };
        return (text.Split(':')[0], text);
    }

    private void Check(ReducedRecord record, CertificateTarget claimed, ViewContext context)
    {
        CertificateForm form = record.Certificate.Forms.Single(one => one.Name == claimed.Form);
        bool isList = form.Kind is "bragg" or "lattice";
        double[]? restored = form.Array is null || isList ? null : Patterns(record, form);
        (double error, double size) = Compare(_target.Request, record, form, restored);
        double sigma = Sigma(_target.Request);
        if (claimed.Sigma is { } noise)
        {
            SigmaRatio = noise.Value / sigma;
            Covered.Add(noise.Lower <= sigma && sigma <= noise.Upper);
        }
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
        if (restored is null && !isList) return;
        foreach (ViewRequest drawn in LatitudeDraws.Of(_target, context, Target == "strain" ? 3 : FreshDraws, new Random(_random.Next())))
        {
            (double off, double width) = Compare(drawn, record, form, restored);
            LatitudeRatio = Math.Max(LatitudeRatio ?? 0, off == 0 ? 0 : off / _target.Tolerance.Limit(Sigma(drawn), width));
        }
    }

    private (double Error, double Size) Compare(ViewRequest request, ReducedRecord record, CertificateForm form, double[]? restored)
    {
        double[][] full = _answers.Of(request, _full);
        double[][] kept = restored is null ? HonestyAnswers.Compared(request, record.Answer(form, [request], 2)[0]) : _answers.Of(request, restored);
        return (_answers.Error(request, full, kept), HonestyAnswers.Size(request, full));
    }

    // Repeated strain changes little with where it is sought, and takes long.
    private double Sigma(ViewRequest request)
    {
        if (request.Name != "strain") return _answers.Sigma(request, _expected, Repeated);
        return _strainSigma ??= _answers.Sigma(request, _expected, Repeated);

        double[] Repeated(int i) => Doubles(ElementType.UInt16, HonestyScans.Draw(_rates, -i).Samples);
    }

    private static double[] Patterns(ReducedRecord record, CertificateForm form)
    {
        using ICubeReader cube = record.OpenCube(form);
        byte[] samples = new byte[cube.Cube.Bytes];
        cube.Read(CubeRegion.Whole(cube.Cube.Shape), samples, 2);
        return Doubles(cube.Cube.Element, samples);
    }

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
