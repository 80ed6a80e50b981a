using Suffice.Cubes;
using Suffice.Studies;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Studies;

/// <summary>The published results beside the data folder: <c>reference/paper_statistics.csv</c>.</summary>
public class PublishedTablesTests
{
    private static readonly Dictionary<string, CubeShape> Shapes = new()
    {
        ["3D_EELS"] = new(64, 64, 1, 1024),
        ["4D_EELS"] = new(64, 64, 256, 1024),
        ["4D_Diff"] = new(256, 256, 256, 256),
        ["4D_Diff-2x2-binning"] = new(256, 256, 128, 128),
        ["4D_Diff-4x4-binning"] = new(256, 256, 64, 64),
    };

    [Fact]
    public void Our_columns_are_the_published_ones() => Assert.Equal(Lines()[0], StudyStatistics.HeaderLine);

    [Fact]
    public void Our_42_methods_are_the_published_ones()
    {
        string[] published = [.. Lines().Skip(1).Select(line => Csv.Split(line)[1]).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(42, published.Length);
        Assert.Equal(published, StudyMethods.All.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Our_chunks_are_the_published_ones()
    {
        foreach (IReadOnlyList<string> cells in Lines().Skip(1).Select(Csv.Split))
        {
            StudyMethod method = StudyMethods.All.Single(method => method.Name == cells[1]);
            Assert.Equal(cells[^1], method.Chunking?.ChunkOf(Shapes[cells[0]]).ToString() ?? "");
        }
    }

    [Fact]
    public void Variation_is_deviation_over_mean_as_published()
    {
        string[] columns = [.. Csv.Split(Lines()[0])];
        foreach (IReadOnlyList<string> cells in Lines().Skip(1).Select(Csv.Split))
            for (int i = 3; i + 5 < columns.Length; i += 6)
            {
                Assert.EndsWith("_cv_percent", columns[i + 5], StringComparison.Ordinal);
                // Throughputs are given for the methods within HDF5.
                if (cells[i].Length == 0) continue;
                Assert.True(Csv.TryNumber(cells[i], out double mean) & Csv.TryNumber(cells[i + 1], out double deviation));
                Assert.True(Csv.TryNumber(cells[i + 5], out double variation));
                Assert.Equal(variation, deviation / mean * 100, 1e-9);
            }
    }

    private static string[] Lines() => File.ReadAllLines(RealData.PathOf("../reference/paper_statistics.csv"));
}
