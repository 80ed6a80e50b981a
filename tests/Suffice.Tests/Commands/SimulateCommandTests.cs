using Suffice.Sources.Simulation.Presets;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Commands;

/// <summary><c>suffice simulate</c> as a user runs it.</summary>
public sealed class SimulateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Preset
    {
        get
        {
            Assert.SkipWhen(SimulationPresets.All.IsEmpty, "no preset is built yet");
            return SimulationPresets.All[0].Name;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--scale", "0", "--scale must be above 0 and at most 1, not 0")]
    [InlineData("--scale", "1.5", "--scale must be above 0 and at most 1, not 1.5")]
    [InlineData("--dose", "-3", "--dose must be above 0, not -3")]
    [InlineData("--dose", "NaN", "--dose must be above 0, not NaN")]
    [InlineData("--scan", "4", "--scan takes rows and columns such as 16x16, not '4'")]
    [InlineData("--threads", "0", "--threads must be at least 1, not 0")]
    public void Impossible_options_are_one_line(string option, string value, string message)
    {
        SufficeProcess.Result result = SufficeProcess.Run("simulate", Preset, _folder.File("o.h5"), option, value);
        Assert.Equal((2, $"suffice: {message}; see suffice simulate --help"), (result.ExitCode, result.OnlyErrorLine));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("wse2", "--defocus", "400", "the cell is too small for the probe: 17.0 A where 27.4 A are needed")]
    [InlineData("wse2", "--samples", "64x64", "a grid of 64x64 over 17.04 A x 19.68 A reaches 45.3 mrad, not 180.0 mrad: take a finer one")]
    [InlineData("silicon", "--zone", "112", "there is no zone axis '112' of Si; zone axes are 001, 110, 111")]
    [InlineData("strain", "--thickness", "20", "strain has no options for zone axis and thickness; presets that do: srtio3, silicon")]
    [InlineData("junction", "--charge-sharing", "-0.1", "a share of shared charge of -0.1 is impossible: give a number from 0 to 1")]
    public void What_a_preset_cannot_be_is_one_line(string preset, string option, string value, string message)
    {
        SufficeProcess.Result result = SufficeProcess.Run("simulate", preset, _folder.File("o.h5"), option, value);
        Assert.Equal((2, $"suffice: {message}"), (result.ExitCode, result.OnlyErrorLine));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Faults_of_the_detector_are_described_and_leave_no_code_length()
    {
        SufficeProcess.Result result = SufficeProcess.Run(
            "simulate", "junction", _folder.File("o.h5"), "--scan", "4x4", "--charge-sharing", "0.1", "--hot-pixels", "0.01", "--background", "0.1");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("ideal code            not known; neighbouring counts are not independent: charge sharing", result.Output, StringComparison.Ordinal);
        SufficeProcess.Result described = SufficeProcess.Run("simulate", "junction", "--describe", "--hot-pixels", "0.01", "--background", "0.1");
        Assert.Contains("counts of a hot pixel", described.Output, StringComparison.Ordinal);
        Assert.Contains("share of electrons in the smooth background", described.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_preset_names_those_that_are_known()
    {
        SufficeProcess.Result result = SufficeProcess.Run("simulate", "gold", _folder.File("o.h5"));
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("suffice: there is no preset 'gold'; presets are ", result.OnlyErrorLine, StringComparison.Ordinal);
        Assert.All(SimulationPresets.All, preset => Assert.Contains(preset.Name, result.OnlyErrorLine, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_lists_every_preset()
    {
        SufficeProcess.Result result = SufficeProcess.Run("simulate", "--help");
        Assert.Equal(0, result.ExitCode);
        Assert.All(SimulationPresets.All, preset => Assert.Contains($"  {preset.Name} ", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_description_needs_no_file()
    {
        SufficeProcess.Result result = SufficeProcess.Run("simulate", Preset, "--describe");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains(Preset, result.Output, StringComparison.Ordinal);
        SufficeProcess.Result missing = SufficeProcess.Run("simulate", Preset);
        Assert.Equal((2, "suffice: give a file to write, OUT; see suffice simulate --help"), (missing.ExitCode, missing.OnlyErrorLine));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void An_interrupted_run_leaves_no_file(string signal)
    {
        using SufficeProcess process = SufficeProcess.Start(["simulate", Preset, _folder.File("o.h5"), "--scan", "300x300"]);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(_folder.File("o.h5.tmp")), TimeSpan.FromMinutes(1)));
        process.Signal(signal);
        SufficeProcess.Result result = process.Finish();
        Assert.Equal((130, "suffice: interrupted"), (result.ExitCode, result.Errors.TrimEnd().Split('\n')[^1]));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_is_not_overwritten_unless_told_to()
    {
        string path = _folder.File("o.h5");
        File.WriteAllText(path, "mine");
        SufficeProcess.Result result = SufficeProcess.Run("simulate", Preset, path, "--scan", "2x2");
        Assert.Equal((1, $"suffice: {path}: this file exists already; give --overwrite to replace it, or another name"), (result.ExitCode, result.OnlyErrorLine));
        Assert.Equal("mine", File.ReadAllText(path));
        result = SufficeProcess.Run("simulate", Preset, path, "--scan", "2x2", "--overwrite");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("ideal code", result.Output, StringComparison.Ordinal);
    }
}
