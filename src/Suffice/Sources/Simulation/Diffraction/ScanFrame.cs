using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation.Diffraction;

/// <summary>Probe positions that divide a field of view evenly; each stands in the middle of its part.</summary>
/// <param name="Size">Rows and columns.</param>
/// <param name="HeightNm">Of the field of view.</param>
/// <param name="WidthNm">Of the field of view.</param>
public sealed record ScanFrame(ScanSize Size, double HeightNm, double WidthNm)
{
    /// <summary>Rows, then columns.</summary>
    public ImmutableArray<Axis> Axes =>
    [
        new Axis("scan_y", Size.Rows, HeightNm / Size.Rows, 0.5 * HeightNm / Size.Rows, "nm"),
        new Axis("scan_x", Size.Columns, WidthNm / Size.Columns, 0.5 * WidthNm / Size.Columns, "nm"),
    ];

    /// <summary>A position's place in the field of view, each from 0 to 1.</summary>
    public (double Y, double X) Fraction(int scanY, int scanX) => ((scanY + 0.5) / Size.Rows, (scanX + 0.5) / Size.Columns);

    /// <summary>Values that belong to the positions, as many for each, as a dataset of the truth.</summary>
    public TruthDataset Truth(string name, string description, string unit, int valuesEach, Func<int, int, double[]> at)
    {
        ImmutableArray<double>.Builder values = ImmutableArray.CreateBuilder<double>(Size.Rows * Size.Columns * valuesEach);
        for (int y = 0; y < Size.Rows; y++)
            for (int x = 0; x < Size.Columns; x++)
                values.AddRange(at(y, x));
        return new TruthDataset(name, description, unit, valuesEach == 1 ? [Size.Rows, Size.Columns] : [Size.Rows, Size.Columns, valuesEach], values.MoveToImmutable());
    }
}
