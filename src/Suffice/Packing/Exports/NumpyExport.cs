using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Numpy;

namespace Suffice.Packing.Exports;

/// <summary>Writes a cube as a .npy array (scan rows, scan columns, detector rows, detector columns), in the machine's byte order.</summary>
internal static class NumpyExport
{
    public static ImmutableArray<string> Write(CubeExport export) => export.Files([export.Target], files =>
    {
        CubeShape shape = export.Cube.Shape;
        files[0].Write(NpyHeader.Encode([shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX], export.Cube.Element, SampleOrder.Native));
        export.Slabs((slab, samples) => files[0].Write(samples.Span(0, checked((int)(slab.Extent.Patterns * export.Cube.PatternBytes)))));
    });
}
