using System.Collections.Immutable;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Sources.Topspin;

/// <summary>Opens the scans of TopSpin; <see cref="TopspinFormat"/> describes them.</summary>
public static class TopspinReader
{
    /// <summary>Whether an HDF5 file holds a series of patterns as TopSpin stores them: looks at names, and at no data.</summary>
    public static bool IsTopspin(string path)
    {
        try
        {
            using Hdf5File file = Hdf5File.Open(path);
            return !TopspinFormat.Series(file).IsEmpty;
        }
        catch (CubeFileException)
        {
            // Whoever opens it as plain HDF5 says what is wrong with it.
            return false;
        }
    }

    /// <summary>Opens a series; patterns lie where they were taken, or in the order of recording where the file does not say it.</summary>
    /// <param name="seriesPath">Which series; null for the longest.</param>
    /// <param name="scan">Size of the scan, where the user knows better than the file.</param>
    /// <exception cref="CubeFileException">There is no such series, or it is damaged.</exception>
    public static OpenedCube Open(string path, string? seriesPath = null, ScanSize? scan = null)
    {
        Hdf5File file = Hdf5File.Open(path);
        try
        {
            ImmutableArray<string> all = TopspinFormat.Series(file);
            string chosen = seriesPath is null ? all[0] : "/" + seriesPath.Trim('/');
            if (!all.Contains(chosen)) throw new CubeFileException(path, $"holds no series of patterns at {chosen}; there is {string.Join(", ", all)}");
            TopspinSeries series = TopspinSeries.Find(file, chosen);
            List<string> notes = [];
            if (all.Length > 1 && seriesPath is null) notes.Add($"{chosen} is the longest of {all.Length} series; give --path for another: {string.Join(", ", all.Skip(1).Take(4))}");
            (string origin, Axis rows, Axis columns, ImmutableArray<int> patternAt) = Scan(file, series, scan, notes);
            Cube cube = Describe(file, series, rows, columns);
            return new(TopspinFormat.Name, chosen, new TopspinSeriesReader(file, chosen, cube, patternAt), origin, [.. notes],
                [.. TopspinXml.Entries(TopspinXml.Parse(Hdf5Attributes.DatasetText(file, $"{series.Session}/Metadata")))])
            {
                Files = [path],
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static (string Origin, Axis Rows, Axis Columns, ImmutableArray<int> PatternAt) Scan(Hdf5File file, TopspinSeries series, ScanSize? scan, List<string> notes)
    {
        string problem = "";
        if (scan is null && TopspinGrid.TryFind(series, out problem) is { } grid)
        {
            if (grid.PatternAt.Length - series.Numbers.Length is > 0 and int empty) notes.Add($"{empty:N0} positions of the grid have no pattern and read as zeros");
            if (grid.Rows.Length > 1) notes.Add("rows are in the order of recording, which TopSpin shows from the bottom to the top");
            return ($"from the positions of {series.Numbers.Length:N0} patterns", grid.Rows, grid.Columns, grid.PatternAt);
        }
        if (problem.Length > 0) notes.Add($"{problem}: they are left in the order of their recording");
        ScanShape shape = ScanShape.Decide(file.Path, series.Recorded, scan, [.. VirtualImages(file, series)]);
        notes.AddRange(shape.Notes);
        int[] patternAt = new int[shape.Rows * shape.Columns];
        Array.Fill(patternAt, -1);
        foreach (int number in series.Numbers) patternAt[number - series.Numbers[0]] = number;
        if (series.Recorded > series.Numbers.Length)
            notes.Add($"{series.Recorded - series.Numbers.Length:N0} patterns between the first and the last are missing and read as zeros");
        return (shape.Origin, new("scan_y", shape.Rows, Unit: "pixels"), new("scan_x", shape.Columns, Unit: "pixels"), [.. patternAt]);
    }

    // An image with a pixel for each pattern has the scan's shape; a survey has more.
    private static IEnumerable<DeclaredScan> VirtualImages(Hdf5File file, TopspinSeries series) =>
        TopspinFormat.Guids(file, series.Session).Select(file.Describe).Where(node => node.Extents is [> 0, > 0] && node.Extents[0] * (Int128)node.Extents[1] == series.Recorded)
            .Select(node => new DeclaredScan(node.Extents[0], node.Extents[1], $"from the image {node.Path}: {node.Extents[0]} x {node.Extents[1]}"));

    private static Cube Describe(Hdf5File file, TopspinSeries series, Axis rows, Axis columns)
    {
        using Hdf5Dataset first = new(file, TopspinFormat.Data(series.Path, series.Numbers[0]));
        if (first.Extents is not [> 0 and <= int.MaxValue, > 0 and <= int.MaxValue])
            throw new CubeFileException(file.Path, $"{first.Path} has {first.Extents.Length} dimensions ({string.Join(", ", first.Extents)}); rows and columns of a pattern are expected");
        (int height, int width) = ((int)first.Extents[0], (int)first.Extents[1]);
        if ((Int128)rows.Length * columns.Length * height * width * first.Element.Bytes() > long.MaxValue) throw new CubeFileException(file.Path, $"{first.Path} claims {height:N0} x {width:N0} pixels: it is damaged");
        return new(first.Element, first.Order, [rows, columns], [Detector("detector_y", height, "Y"), Detector("detector_x", width, "X")], new(rows.Length, columns.Length, height, width));

        Axis Detector(string name, int length, string axis) => TopspinXml.Calibration(series.First, axis) is var (offset, scale, unit)
            ? new(name, length, scale, offset, unit) : new(name, length, Unit: "pixels");
    }
}
