using Suffice.Cubes;
using Suffice.Tests.Commands;
using Suffice.Tests.Interop;
using Suffice.Tests.Sources;
using Xunit;

namespace Suffice.Tests.Containers.Hdf5;

/// <summary>Filters that are not ours, through the plugin that the HDF5 library finds.</summary>
public sealed class PluginFilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Chunks_of_Blosc2_s_filter_number_are_read_where_its_plugin_is_found_and_refused_where_it_is_not()
    {
        Tool.Run("gcc", "--version");
        Python.Run("h5plugin.py", _folder.Path);
        string scan = _folder.File("scan.h5"), packed = _folder.File("packed.emd");
        SufficeProcess.Result without = Pack(scan, packed, "nowhere"), with = Pack(scan, packed, "plugins");
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("was written with filter 32026, for which there is no plugin here", without.Errors, StringComparison.Ordinal);
        Assert.True(with.ExitCode == 0, with.Errors);
        Assert.Contains("filter 32026 is read through the HDF5 library", with.Errors, StringComparison.Ordinal);
        using OpenedCube opened = CubeFile.Open(packed);
        opened.MustHold(File.ReadAllBytes(_folder.File("scan.samples")));
    }

    private SufficeProcess.Result Pack(string scan, string packed, string plugins)
    {
        using SufficeProcess process = SufficeProcess.Start(["pack", scan, packed], null, ("HDF5_PLUGIN_PATH", _folder.File(plugins)));
        return process.Finish();
    }
}
