using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Reductions.Sufficiency;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Reductions.Sufficiency;

/// <summary>What counts in the end: a record must not bring its user further from the truth than the data do.</summary>
public sealed class TruthTests
{
    private const double MostWorse = 1.05;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_field_of_a_junction_from_its_record_is_as_near_to_the_truth_as_from_the_data()
    {
        (double full, double kept, string form) = Compare("junction", new ScanSize(20, 24), "com", "deflection", ["column", "row"], mradPerUnit: 0.0125);
        Assert.NotEqual("cube", form);
        Assert.InRange(kept, 0, MostWorse * full);
    }

    [Fact]
    public void Strain_from_its_record_is_as_near_to_the_truth_as_from_the_data()
    {
        (double full, double kept, string form) = Compare("strain", new ScanSize(6, 8), "strain", "strain", ["xx", "yy", "xy", "rotation"], mradPerUnit: 1);
        Assert.NotEqual("cube", form);
        Assert.InRange(kept, 0, MostWorse * full);
    }

    private static (double Full, double Kept, string Form) Compare(string preset, ScanSize size, string target, string truthName, string[] components, double mradPerUnit)
    {
        using TemporaryFolder folder = new();
        SimulatedScan scan = SimulationPresets.Find(preset)!.Make(new SimulationOptions { Scan = size });
        TruthDataset truth = ((SpecimenScan)scan.Rates).Truth.Single(dataset => dataset.Name == truthName);
        using SimulatedCube drawn = new(scan);
        byte[] samples = new byte[drawn.Cube.Bytes];
        drawn.Read(CubeRegion.Whole(drawn.Cube.Shape), samples, 2);
        using MemoryCube cube = new(drawn.Cube.Element, drawn.Cube.Shape, samples);
        string file = folder.File("source");
        File.WriteAllText(file, preset);
        using OpenedCube opened = new("simulated", null, cube, "as simulated", [], []) { Files = [file] };
        ReductionRequest request = new([(ViewRequest.Parse(target), null, null)]) { Threads = 2 };
        ReductionOutcome outcome = Reducer.Reduce(opened, request, folder.File("record.h5"), null, Token);
        ReducedRecord record = ReducedRecord.Open(outcome.Path);
        CertificateTarget claimed = outcome.Certificate.Targets[0];
        ViewRequest resolved = ViewRequest.Parse(claimed.Request);
        IReadOnlyList<ViewResult> kept = record.Answer(record.Certificate.Forms.Single(form => form.Name == claimed.Form), [resolved], 2, Token)[0];
        ViewContext context = ViewContext.Measure(cube, default, 2, Token);
        PlannedView full = ViewKinds.Of(resolved).Plan(resolved, context);
        ViewPass.Run(cube, full.Positions, [], 2, cancellation: Token);
        return (Error(full.Results(), truth, components, mradPerUnit), Error(kept, truth, components, mradPerUnit), claimed.Form);
    }

    // Against what counts as 0 is a matter of the reference: means are left out.
    private static double Error(IReadOnlyList<ViewResult> results, TruthDataset truth, string[] components, double scale)
    {
        double sum = 0;
        int count = 0;
        for (int c = 0; c < components.Length; c++)
        {
            double[] values = results.Single(result => result.Name == components[c]).Values;
            double[] differences = [.. values.Select((value, p) => value * scale - truth.Values[p * components.Length + c])];
            double mean = differences.Average();
            sum += differences.Sum(difference => (difference - mean) * (difference - mean));
            count += differences.Length;
        }
        return Math.Sqrt(sum / count);
    }
}
