using System.Text.Json;
using Suffice.Cubes;

namespace Suffice.Sources.Zarr;

/// <summary>Opens the .zspy files of HyperSpy; <see cref="ZspyFormat"/> describes them.</summary>
public static class ZspyReader
{
    private const string DataEnd = "/data/.zarray";

    /// <summary>Opens the largest signal of a file.</summary>
    /// <exception cref="CubeFileException">The file is damaged, or holds no signal of 3 or 4 dimensions.</exception>
    public static OpenedCube Open(string path, ScanSize? scan = null)
    {
        ZipStore store = new(path);
        try
        {
            (string key, ZarrArray array) = Find(store, path);
            Axis[] axes = [.. array.Extents.Select((length, i) => AxisOf(store, key, i, length, array.Extents.Length))];
            bool isSpectra = array.Extents.Length == 3 && Navigates(store, key, 0) && Navigates(store, key, 1);
            int[] axisOf = array.Extents.Length == 4 ? [0, 1, 2, 3] : isSpectra ? [0, 1, -1, 2] : [0, -1, 1, 2];
            int[] shape = [.. axisOf.Select(axis => axis < 0 ? 1 : array.Extents[axis])];
            if (scan is ScanSize asked && asked != new ScanSize(shape[0], shape[1]))
                throw new CubeFileException(path, $"--scan {asked} cannot reshape chunks of ({string.Join(", ", array.Chunk)}); its scan is {shape[0]}x{shape[1]}");
            int detectorRank = isSpectra ? 1 : 2;
            Cube cube = new(array.Element, array.Order, [.. axes[..^detectorRank]], [.. axes[^detectorRank..]], new(shape[0], shape[1], shape[2], shape[3]));
            (string, string)[] metadata = [("chunk", $"({string.Join(", ", array.Chunk)})"), ("compressor", array.Compressor ?? "none")];
            return new(ZspyFormat.Name, null, new ZarrCubeReader(path, store, key, array, cube, axisOf), $"from the extents of {key}", [], metadata) { Files = [path] };
        }
        catch (Exception e)
        {
            store.Dispose();
            // The JSON reader finds out only when a text is asked for.
            if (e is InvalidOperationException) throw new CubeFileException(path, "holds JSON with text that is not Unicode: the file is damaged", e);
            throw;
        }
    }

    private static (string Key, ZarrArray Array) Find(ZipStore store, string path)
    {
        List<(string Key, ZarrArray Array)> found = [];
        foreach (string key in store.Keys.Where(key => key.StartsWith("Experiments/", StringComparison.Ordinal) && key.EndsWith(DataEnd, StringComparison.Ordinal)))
        {
            string name = key[..^"/.zarray".Length];
            ZarrArray array = ZarrArray.Parse(store.ReadJson(key) ?? throw new CubeFileException(path, $"{key} is damaged"), path, name);
            if (array.Extents.Length is 3 or 4 && array.Extents.All(extent => extent > 0)) found.Add((name, array));
        }
        return found.Count > 0 ? found.MaxBy(one => one.Array.Extents.Aggregate(1.0, (product, extent) => product * extent))
            : throw new CubeFileException(path, "is a zip file without a signal of HyperSpy that has 3 or 4 dimensions (Experiments/TITLE/data)");
    }

    private static JsonElement? Attributes(ZipStore store, string key, int axis) => store.ReadJson($"{key[..^"/data".Length]}/axis-{axis}/.zattrs");

    private static bool Navigates(ZipStore store, string key, int axis) =>
        Attributes(store, key, axis) is JsonElement json && json.TryGetProperty("navigate", out JsonElement navigate) && navigate.ValueKind == JsonValueKind.True;

    private static Axis AxisOf(ZipStore store, string key, int axis, int length, int rank)
    {
        string[] usual = rank == 4 ? ["scan_y", "scan_x", "detector_y", "detector_x"] : ["scan", "detector_y", "detector_x"];
        if (Attributes(store, key, axis) is not JsonElement json) return new(usual[axis], length, Unit: "pixels");
        string name = Text(json, "name"), unit = Text(json, "units");
        double scale = Number(json, "scale", 1), offset = Number(json, "offset", 0);
        return new(name.Length > 0 ? name : usual[axis], length, scale, offset, unit);
    }

    // HyperSpy writes what Python shows for what is absent.
    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String && text.GetString() is string value and not ("<undefined>" or "None" or "_None_") ? value : "";

    private static double Number(JsonElement json, string name, double otherwise) =>
        json.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out double value) && double.IsFinite(value) ? value : otherwise;
}
