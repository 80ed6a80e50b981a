using System.Text.Json;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Suffice.Viewer.Endpoints;
using Xunit;

namespace Suffice.Tests.Viewer;

/// <summary>The description of the HTTP API, held against what is served.</summary>
public sealed class OpenApiTests
{
    private static readonly Dictionary<string, string[]> Endpoints = new()
    {
        ["/cubes"] = CubesEndpoint.Parameters,
        ["/frames"] = FramesEndpoint.Parameters,
        ["/virtual-image"] = VirtualImageEndpoint.Parameters,
        ["/statistics"] = StatisticsEndpoint.Parameters,
        ["/storage"] = StorageEndpoint.Parameters,
        ["/storage-map"] = StorageEndpoint.Parameters,
    };

    [Fact]
    public async Task Every_endpoint_and_parameter_is_described_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        SmallScan.Write(folder.File("scan.npy"));
        await using ViewerClient viewer = await ViewerClient.Start(folder.File("scan.npy"));
        JsonElement paths = (await viewer.Json("openapi.json")).GetProperty("paths");
        Assert.Equal(Endpoints.Keys.Order(), paths.EnumerateObject().Select(path => path.Name).Order());
        foreach (JsonProperty path in paths.EnumerateObject())
        {
            JsonElement get = path.Value.GetProperty("get");
            string[] described = !get.TryGetProperty("parameters", out JsonElement parameters) ? []
                : [.. parameters.EnumerateArray().Select(p => p.TryGetProperty("name", out JsonElement name) ? name.GetString()! : p.GetProperty("$ref").GetString()!.Split('/')[^1])];
            Assert.Equal(Endpoints[path.Name].Order(), described.Order());
        }
    }

    [Fact]
    public async Task The_responses_that_are_described_are_those_that_exist()
    {
        using TemporaryFolder folder = new();
        SmallScan.Write(folder.File("scan.npy"));
        await using ViewerClient viewer = await ViewerClient.Start(folder.File("scan.npy"));
        JsonElement parameters = (await viewer.Json("openapi.json")).GetProperty("paths").GetProperty("/virtual-image").GetProperty("get").GetProperty("parameters");
        string[] described = [.. parameters.EnumerateArray().First(p => p.TryGetProperty("name", out JsonElement name) && name.GetString() == "response")
            .GetProperty("schema").GetProperty("enum").EnumerateArray().Select(value => value.GetString()!)];
        Assert.Equal(ImageKind.All.Select(kind => kind.Name), described);
    }

    [Fact]
    public async Task Statistics_and_storage_are_those_of_a_survey()
    {
        using TemporaryFolder folder = new();
        SmallScan.Write(folder.File("scan.npy"));
        SufficeProcess.Result packed = SufficeProcess.Run("pack", folder.File("scan.npy"), folder.File("scan.emd"));
        Assert.True(packed.ExitCode == 0, packed.Errors);
        await using ViewerClient viewer = await ViewerClient.Start(folder.File("scan.emd"));
        JsonElement statistics = await viewer.Json("statistics");
        using Suffice.Cubes.OpenedCube opened = CubeFile.Open(folder.File("scan.npy"));
        Suffice.Cubes.Statistics.CubeStatistics truth = Suffice.Cubes.Statistics.CubeSurvey.Measure(opened.Reader, 1, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(truth.Sparsity, statistics.GetProperty("sparsity").GetDouble());
        Assert.Equal(truth.EntropyBits, statistics.GetProperty("entropy_bits").GetDouble());
        JsonElement storage = await viewer.Json("storage");
        Assert.Contains("blosc", storage.GetProperty("codec").GetString(), StringComparison.Ordinal);
        (double[] map, long[] shape, _) = await viewer.Array("storage-map");
        Assert.Equal([16L, 16L], shape);
        Assert.Equal(storage.GetProperty("stored_bytes").GetDouble(), map.Sum(), 1.0);
    }
}
