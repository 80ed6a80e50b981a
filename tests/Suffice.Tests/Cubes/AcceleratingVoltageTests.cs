using Suffice.Cubes;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Xunit;

namespace Suffice.Tests.Cubes;

public sealed class AcceleratingVoltageTests
{
    [Theory]
    [InlineData("Microscope Info.Voltage", "200000", 200.0)]
    [InlineData("Instrument Accelerating Voltage (V)", "300000", 300.0)]
    [InlineData("Beam energy (V)", "200000", 200.0)]
    [InlineData("accelerating_voltage", "80 kV", 80.0)]
    [InlineData("beam_energy", "60", 60.0)]
    [InlineData("high_voltage", "300000.0", 300.0)]
    [InlineData("EELS Spectrometer.Drift tube voltage (V)", "120000", null)]
    [InlineData("Voltage", "on", null)]
    [InlineData("Voltage", "0", null)]
    [InlineData("Voltage", "12 GV", null)]
    public void Is_read_as_each_format_writes_it(string key, string value, double? kilovolts) =>
        Assert.Equal(kilovolts, AcceleratingVoltage.Kilovolts([("Rows", "4"), (key, value)]));

    [Fact]
    public void Stays_with_the_packed_file_where_HyperSpy_looks_for_it()
    {
        using TemporaryFolder folder = new();
        string packed = folder.File("packed.emd");
        SufficeProcess.Result result = SufficeProcess.Run("pack", RealData.PathOf("blo/test1.blo"), packed);
        Assert.True(result.ExitCode == 0, result.Errors);
        using OpenedCube opened = CubeFile.Open(packed);
        Assert.Equal(200, AcceleratingVoltage.Kilovolts(opened.Metadata));
    }

    [Fact]
    public void Is_not_known_where_two_differ()
    {
        Assert.Null(AcceleratingVoltage.Kilovolts([("Voltage", "200 kV"), ("beam_energy", "300")]));
        Assert.Equal(200, AcceleratingVoltage.Kilovolts([("Voltage", "200000 V"), ("beam_energy", "200")]));
    }
}
