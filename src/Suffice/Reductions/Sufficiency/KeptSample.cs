using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>Collects what a representation keeps of a sample, to see how small it becomes.</summary>
internal sealed class KeptSample : IDisposable
{
    private readonly PatternRepresentation _representation;
    private readonly HeldPatterns _patterns;
    private readonly SampleBuffer? _numbers;
    private readonly CubeShape _shape;

    public KeptSample(PatternRepresentation representation, PatternRun run, HeldPatterns patterns)
    {
        (_representation, _patterns) = (representation, patterns);
        CubeShape shape = patterns.Cube.Shape;
        int factor = representation.ScanFactor, elementBytes = representation.Element.Bytes();
        _shape = new CubeShape((shape.ScanY + factor - 1) / factor, (shape.ScanX + factor - 1) / factor, representation.Rows, representation.Columns);
        if (representation.ExactPixels == 1) return;
        _numbers = new SampleBuffer(_shape.Samples * elementBytes);
        int bytes = checked((int)(_shape.PatternSamples * elementBytes));
        run.Restored.Listener = (row, column, stored) =>
            StoredValues.Write(representation.Element, stored, _numbers.Span(((long)row * _shape.ScanX + column) * bytes, bytes));
    }

    /// <summary>Bytes that it takes, compressed.</summary>
    public long Bytes()
    {
        if (_numbers is not null) return RecordCodec.Measure(_representation.Element, _shape, _numbers, RecordCodec.ForPatterns);
        using SampleBuffer samples = new(_patterns.Cube.Bytes);
        _patterns.Read(CubeRegion.Whole(_patterns.Cube.Shape), samples.Span(), 1);
        return RecordCodec.Measure(_patterns.Cube.Element, _patterns.Cube.Shape, samples, RecordCodec.ForPatterns);
    }

    /// <summary>Bytes that maps of the sample take.</summary>
    public static long MapBytes(IEnumerable<ViewResult> maps)
    {
        long bytes = 0;
        foreach (ViewResult result in maps)
        {
            bytes += RecordCodec.Measure(TargetMaps.ElementOf(result.Values), result.Values);
        }
        return bytes;
    }

    public void Dispose() => _numbers?.Dispose();
}
