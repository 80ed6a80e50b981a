using Suffice.Studies;
using Suffice.Studies.Reporting;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Studies.Reporting;

/// <summary>Folders of results as <c>bench</c> leaves them, with numbers that are made up.</summary>
internal static class Studies
{
    public static string Write(TemporaryFolder folder, string name, string cpu, string cores, string dataset, params string[] engines)
    {
        string path = folder.File(name);
        Directory.CreateDirectory(path);
        StudyRow[] rows =
        [
            .. from engine in engines.DefaultIfEmpty(StudyRow.OwnEngine)
               from entry in PublishedStudy.Methods.Select((method, i) => (method, i))
               from run in Enumerable.Range(1, 2)
               let slowness = engine == StudyRow.OwnEngine ? 1 : 2.5
               let measurement = new StudyMeasurement(1 << 20, (1 << 20) / (1 + entry.i), slowness * (1 + 0.01 * run) / 100, slowness * (1 + 0.01 * run) / 200, true)
               select new StudyRow(dataset, entry.method.Full, measurement, "(1, 1, 1, 1)", run, engine, 2),
        ];
        File.WriteAllText(Path.Combine(path, "runs.csv"), string.Concat(rows.Select(RunsCsv.Format).Prepend(RunsCsv.HeaderLine).Select(line => line + "\n")));
        File.WriteAllText(Path.Combine(path, "metadata.json"), $$"""
            { "status": "complete", "date": "2026-01-01T00:00:00+00:00", "protocol": "as published", "n_runs": 2, "threads": 2,
              "datasets": [ { "name": "{{dataset}}", "shape": "(4, 4, 256, 256)", "dtype": "uint16", "uncompressed_bytes": 1048576, "sparsity_fraction": 0.9,
                "mean": 0.2, "entropy_bits": 0.7, "pixel_entropy_bits": 0.6, "electrons_per_pattern": 13107.2, "clock": "all of it" } ],
              "environment": { "cpu": "{{cpu}}", "cores": "{{cores}}", "suffice": "0.1.0" } }
            """);
        return path;
    }
}
