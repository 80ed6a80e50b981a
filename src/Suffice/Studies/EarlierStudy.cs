using System.Text.Json;
using Suffice.Cubes;

namespace Suffice.Studies;

/// <summary>The <c>metadata.json</c> of a study that is resumed: what goes on must be the same study.</summary>
internal sealed class EarlierStudy
{
    private readonly string _path;
    private readonly int _seed;
    private readonly Dictionary<string, (long SourceBytes, string? Shape, long Zeros)> _datasets = [];

    private EarlierStudy(string path)
    {
        _path = path;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            _seed = document.RootElement.GetProperty("seed").GetInt32();
            foreach (JsonElement dataset in document.RootElement.GetProperty("datasets").EnumerateArray())
                _datasets[dataset.GetProperty("name").GetString() ?? ""] = (
                    dataset.GetProperty("source_bytes").GetInt64(), dataset.GetProperty("shape").GetString(), dataset.GetProperty("zero_count").GetInt64());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CubeFileException(path, "is not metadata of a study; give another --out", e);
        }
    }

    /// <summary>The study that a plan resumes, or null where it begins one.</summary>
    /// <exception cref="CubeFileException">The file is not metadata, or the plan has another seed.</exception>
    public static EarlierStudy? Find(StudyPlan plan, string path)
    {
        if (!plan.IsResumed || !File.Exists(path)) return null;
        EarlierStudy earlier = new(path);
        return earlier._seed == plan.Seed ? earlier
            : throw new CubeFileException(path, $"the study there has seed {earlier._seed}; give --seed {earlier._seed} to go on with it, or another --out");
    }

    /// <summary>Checks that a dataset is the one that had its name.</summary>
    /// <exception cref="CubeFileException">It is another one.</exception>
    public void Check(StudyDataset dataset)
    {
        (long, string?, long) now = (dataset.SourceBytes, dataset.Statistics.Shape.ToString(), dataset.Statistics.Zeros);
        if (_datasets.TryGetValue(dataset.Name, out (long, string?, long) known) && known != now)
            throw new CubeFileException(_path, $"the study there had another dataset called {dataset.Name}; give another --out");
    }
}
