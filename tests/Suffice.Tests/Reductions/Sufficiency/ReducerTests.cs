using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Reductions.Records;
using Suffice.Reductions.Sufficiency;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Reductions.Sufficiency;

public sealed class ReducerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fixed", "maps")]
    [InlineData("open", "cube")]
    [InlineData("open:4px", "bin4")]
    public void The_latitude_decides_what_is_kept(string latitude, string kept)
    {
        Certificate certificate = Reduce("record.h5", ("com", "0.5sigma", latitude)).Certificate;
        Assert.Equal(kept, Assert.Single(certificate.Forms).Name);
        Assert.True(certificate.Targets[0].Error.Ratio <= 1);
    }

    [Fact]
    public void What_the_certificate_says_is_what_the_record_gives_against_the_data()
    {
        using OpenedCube scan = Scan();
        ReductionOutcome outcome = Reduce("record.h5", ("com", "0.2sigma", "adjustable"), ("adf", "1%", "adjustable"), ("bf", "0.3sigma@p99", "fixed"));
        ReducedRecord record = ReducedRecord.Open(outcome.Path);
        Assert.Empty(record.Check(2, Token));
        foreach (AuditFinding finding in RecordAudit.Against(record, scan, new ReductionRequest([]) { Threads = 2 }, null, Token))
        {
            CertificateTarget target = outcome.Certificate.Targets.Single(target => target.Request == finding.Request);
            Assert.Equal(AuditVerdict.Supported, finding.Verdict);
            Assert.Equal(target.Error.Rms.Value, finding.Error!.Value, target.Error.Rms.Value * 1e-9);
            Assert.Equal(target.Error.Maximum!.Value, finding.Maximum!.Value, target.Error.Maximum.Value * 1e-9);
        }
    }

    [Fact]
    public void Labels_and_integrals_over_the_scan_are_held_against_all_data_and_come_back_as_they_were_measured()
    {
        using OpenedCube scan = Scan();
        ReductionOutcome outcome = Reduce("record.h5", ("clusters:3", "2%", "adjustable"), ("icom", "0.5sigma", "adjustable"), ("clusters:2", "5%", "fixed"), ("icom:20px", "5%", "fixed"));
        ReducedRecord record = ReducedRecord.Open(outcome.Path);
        ImmutableArray<AuditFinding> findings = RecordAudit.Against(record, scan, new ReductionRequest([]) { Threads = 2 }, null, Token);
        Assert.Equal(4, findings.Length);
        foreach (AuditFinding finding in findings)
        {
            CertificateTarget target = outcome.Certificate.Targets.Single(target => target.Request == finding.Request);
            Assert.Equal((AuditVerdict.Supported, target.Unit), (finding.Verdict, finding.Unit));
            Assert.Equal(target.Error.Rms.Value, finding.Error!.Value, 1e-9 * target.Size);
            Assert.Equal(target.Sigma?.Value ?? 0, finding.Sigma?.Value ?? 0, 0.2 * (target.Sigma?.Value ?? 0));
            Assert.Equal(finding.Error!.Value, Assert.Single(RecordAudit.Alone(record, Asking(finding.Request))).Error!.Value, 1e-9 * target.Size);
        }
        Assert.Equal(2, outcome.Certificate.Targets.Count(target => target.HeldOut is not null || target.Form == "cube"));
        Assert.All(outcome.Maps, maps => Assert.Equal(256, maps.Error!.Values.Length));
        Assert.All(outcome.Maps[0].Error!.Values, value => Assert.True(value is 0 or 1));
    }

    [Theory]
    [InlineData("clusters:3", "0.1sigma", "no shot noise")]
    [InlineData("clusters:3", "1%@max", "says nothing")]
    [InlineData("clusters:3", "5", "more than all labels")]
    [InlineData("clusters:1", "1%", "2 to 64")]
    [InlineData("clusters", "1%", "clusters:4")]
    [InlineData("mean", "1%", "no value for each position")]
    public void What_makes_no_sense_for_a_target_is_refused_in_one_line(string target, string tolerance, string says)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Reduce("no.h5", (target, tolerance, "fixed")));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("icom")]
    [InlineData("clusters:2")]
    public void What_is_made_of_the_whole_scan_cannot_be_told_quickly(string target) =>
        Assert.Contains("--quick", Assert.Throws<ArgumentException>(() => Reduce("no.h5", request => request with { IsQuick = true }, (target, "1%", "fixed"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("bin2")]
    [InlineData("bin8")]
    [InlineData("scan2")]
    [InlineData("radial2px-1")]
    [InlineData("rank4")]
    [InlineData("events")]
    [InlineData("cube")]
    public void Every_representation_comes_back_from_a_record_as_it_was_measured(string representation)
    {
        using OpenedCube scan = Scan();
        ReductionOutcome outcome = Reduce("record.h5", request => request with { Only = representation }, ("com", "1e6", "adjustable:1%,0px"));
        Assert.Equal(representation, Assert.Single(outcome.Certificate.Forms).Name);
        AuditFinding finding = Assert.Single(RecordAudit.Against(ReducedRecord.Open(outcome.Path), scan, new ReductionRequest([]) { Threads = 2 }, null, Token));
        double error = outcome.Certificate.Targets[0].Error.Rms.Value;
        Assert.Equal(error, finding.Error!.Value, 1e-9 + error * 1e-6);
    }

    [Fact]
    public void A_record_of_fixed_values_answers_for_nothing_else()
    {
        using OpenedCube scan = Scan();
        ReducedRecord record = ReducedRecord.Open(Reduce("record.h5", ("adf", "0.1sigma", "fixed")).Path);
        Assert.Equal(AuditVerdict.NotRecoverable, Assert.Single(RecordAudit.Against(record, scan, Asking("com"), null, Token)).Verdict);
        Assert.Equal(AuditVerdict.NotRecoverable, Assert.Single(RecordAudit.Alone(record, Asking("com"))).Verdict);
        Assert.Equal(AuditVerdict.Supported, Assert.Single(RecordAudit.Alone(record, Asking("adf"))).Verdict);
    }

    [Fact]
    public void A_target_that_was_never_thought_of_is_answered_with_its_error()
    {
        using OpenedCube scan = Scan();
        ReducedRecord record = ReducedRecord.Open(Reduce("record.h5", ("com", "0.5sigma", "open:8px")).Path);
        AuditFinding point = Assert.Single(RecordAudit.Against(record, scan, Asking("point:20,31"), null, Token));
        Assert.Equal(AuditVerdict.NotWithinTolerance, point.Verdict);
        Assert.True(point.Ratio > 1);
        Assert.Equal(AuditVerdict.Unmeasured, Assert.Single(RecordAudit.Alone(record, Asking("point:20,31"))).Verdict);
    }

    [Fact]
    public void Other_data_are_not_taken_for_the_source()
    {
        ReducedRecord record = ReducedRecord.Open(Reduce("record.h5", ("com", "0.1sigma", "fixed")).Path);
        using OpenedCube other = Scan(seed: 2);
        Assert.Contains("SHA-256", Assert.Throws<CubeFileException>(() => RecordAudit.Against(record, other, Asking("com"), null, Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_changed_byte_of_a_record_is_found()
    {
        string path = Reduce("record.h5", ("com", "0.5sigma", "open:4px")).Path;
        byte[] bytes = File.ReadAllBytes(path);
        Random random = new(5);
        for (int trial = 0; trial < 25; trial++)
        {
            byte[] damaged = [.. bytes];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            try
            {
                Assert.NotEmpty(ReducedRecord.Open(path).Check(2, Token));
            }
            catch (CubeFileException)
            {
                // So damaged that it does not open.
            }
        }
    }

    [Fact]
    public void Errors_of_a_quick_reduction_are_those_of_a_sample()
    {
        Certificate certificate = Reduce("record.h5", request => request with { IsQuick = true }, ("com", "0.5sigma", "fixed")).Certificate;
        Assert.True(certificate.Sampling.IsQuick);
        Assert.Null(certificate.Targets[0].Error.Maximum);
    }

    [Fact]
    public void The_same_seed_gives_the_same_choice_and_figures()
    {
        Certificate first = Reduce("a.h5", ("com", "0.2sigma", "adjustable")).Certificate, second = Reduce("b.h5", ("com", "0.2sigma", "adjustable")).Certificate;
        Assert.Equal(first.Targets[0], second.Targets[0]);
    }

    [Fact]
    public void Sigma_is_refused_where_samples_are_no_counts()
    {
        using OpenedCube scan = Scan(samples: SimulatedSamples.Rates);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Reducer.Reduce(scan, Request(("com", "0.1sigma", "fixed")), _folder.File("no.h5"), null, Token));
        Assert.Contains("float32", error.Message, StringComparison.Ordinal);
        Assert.Equal("maps", Reducer.Reduce(scan, Request(("com", "1%", "fixed")), _folder.File("yes.h5"), null, Token).Certificate.Targets[0].Form);
    }

    [Fact]
    public void A_python_reader_of_EMD_finds_the_maps_with_their_axes()
    {
        ReductionOutcome outcome = Reduce("record.h5", ("com", "0.1sigma", "fixed"), ("bf", "0.1sigma", "fixed"));
        string[] lines = Python.Run("recordread.py", outcome.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("com-row (16, 16) px scan_y nm 16", StringComparison.Ordinal));
    }

    private ReductionOutcome Reduce(string name, params (string Target, string Tolerance, string Latitude)[] targets) => Reduce(name, request => request, targets);

    private ReductionOutcome Reduce(string name, Func<ReductionRequest, ReductionRequest> change, params (string Target, string Tolerance, string Latitude)[] targets)
    {
        using OpenedCube scan = Scan();
        return Reducer.Reduce(scan, change(Request(targets)), _folder.File(name), null, Token);
    }

    private static ReductionRequest Request(params (string Target, string Tolerance, string Latitude)[] targets) =>
        new([.. targets.Select(target => (ViewRequest.Parse(target.Target), (Tolerance?)Tolerance.Parse(target.Tolerance), (Latitude?)Latitude.Parse(target.Latitude)))])
        {
            Threads = 2,
            Overwrite = true,
        };

    private static ReductionRequest Asking(string target) => new([(ViewRequest.Parse(target), null, null)]) { Threads = 2 };

    // Its file stands for the source's, whose digest is taken.
    private OpenedCube Scan(ulong seed = 1, SimulatedSamples samples = SimulatedSamples.Counts)
    {
        SimulatedScan scan = SimulationPresets.Find("junction")!.Make(new SimulationOptions(seed) { Scan = new ScanSize(16, 16), ElectronsPerPattern = 3000 });
        string file = _folder.File($"source{seed}");
        File.WriteAllText(file, $"junction {seed}");
        return new OpenedCube("simulated", null, new SimulatedCube(scan, samples), "as simulated", [], []) { Files = [file] };
    }
}
