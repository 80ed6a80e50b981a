using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Sources.Dectris;
using Suffice.Sources.DirectElectron;
using Suffice.Sources.Empad;
using Suffice.Sources.Gatan;
using Suffice.Sources.Merlin;
using Suffice.Sources.NanoMegas;
using Suffice.Sources.Numpy;
using Suffice.Sources.RawCsr;
using Suffice.Sources.Stempy;
using Suffice.Sources.Tia;
using Suffice.Sources.Timepix3;
using Suffice.Sources.Topspin;
using Suffice.Sources.Zarr;

namespace Suffice;

/// <summary>The front door: opens the cube of any file whose format is known, by what the file begins with.</summary>
public static class CubeFile
{
    private const int ProbeBytes = 16;

    private static readonly byte[] Hdf5Signature = [0x89, .. "HDF\r\n"u8, 0x1A, .. "\n"u8];

    /// <summary>One row of the table of formats.</summary>
    private sealed record Format(Func<byte[], string, bool> Matches, Func<string, CubeFileOptions, OpenedCube> Open)
    {
        /// <summary>Whether events have times, by which a dwell time shares them between positions.</summary>
        public bool TakesDwell { get; init; }
    }

    private static readonly Format[] Formats =
    [
        new((_, path) => IsHdf5(path) && DectrisReader.IsMaster(path), (path, options) => options.DatasetPath is null
            ? DectrisReader.Open(path, options.Scan) : Hdf5CubeFile.Open(path, options.DatasetPath, options.Scan)),
        new((_, path) => IsHdf5(path) && StempyReader.IsStempy(path), (path, options) => options.DatasetPath is null
            ? StempyReader.Open(path, options.Scan) : Hdf5CubeFile.Open(path, options.DatasetPath, options.Scan)),
        new((_, path) => IsHdf5(path) && TopspinReader.IsTopspin(path), (path, options) => TopspinReader.Open(path, options.DatasetPath, options.Scan)),
        new((_, path) => IsHdf5(path), (path, options) => Hdf5CubeFile.Open(path, options.DatasetPath, options.Scan)),
        new((start, _) => IsNumpy(start), (path, options) => NpyReader.Open(path, options.Scan)),
        new((start, path) => start.AsSpan().StartsWith("MQ1"u8) || start.AsSpan().StartsWith("HDR,"u8) || HasExtension(path, ".mib", ".hdr"),
            (path, options) => MerlinReader.Open(path, options.Scan)),
        new((start, _) => start.AsSpan().StartsWith("IMGBLO"u8), (path, options) => BlockReader.Open(path, options.Scan)),
        new((start, _) => start.AsSpan().StartsWith((byte[])[0x49, 0x49, 0x97, 0x01]), (path, options) => SeriesReader.Open(path, options.Scan)),
        new((start, _) => DmReader.IsDm(start), (path, options) => DmReader.Open(path, options.Scan)),
        new((_, path) => MrcReader.IsMrc(path), (path, options) => MrcReader.Open(path, options.Scan)),
        new((start, _) => start.AsSpan().StartsWith("PK\x03\x04"u8), (path, options) => ZspyReader.Open(path, options.Scan)),
        new((_, path) => HasExtension(path, ".toml"), (path, options) => RawCsrReader.Open(path, options.Scan)),
        new((start, path) => TimepixReader.IsTimepix(start, path), (path, options) => TimepixReader.Open(path, options.Scan, options.Dwell)) { TakesDwell = true },
        new((_, path) => EmpadReader.IsEmpad(path), (path, options) => EmpadReader.Open(path, options.Scan)),
    ];

    /// <summary>Opens the cube of a file.</summary>
    /// <exception cref="CubeFileException">There is no such file, no format that we know, or no cube in it.</exception>
    public static OpenedCube Open(string path, CubeFileOptions? options = null)
    {
        byte[] start = ReadStart(path);
        options ??= new CubeFileOptions();
        foreach (Format format in Formats)
        {
            if (!format.Matches(start, path)) continue;
            if (options.Dwell is not null && !format.TakesDwell) throw new CubeFileException(path, "--dwell is for events with times (Timepix3), and this file has none");
            if (options.Dwell is not null && options.Scan is null) throw new CubeFileException(path, "--dwell goes with --scan ROWSxCOLUMNS: a time at each position does not say how many there are");
            OpenedCube cube = format.Open(path, options);
            if (options.DatasetPath is null || cube.DatasetPath is not null) return cube;
            cube.Dispose();
            throw new CubeFileException(path, $"--path is for HDF5 files; a {cube.Format} file holds one cube");
        }
        throw new CubeFileException(path, "not a format that is known here: HDF5 (EMD, HyperSpy, NeXus, DECTRIS, stempy, TopSpin .app5 and others), .npy, .zspy, Merlin .mib, Gatan .dm3 and .dm4, "
            + "EMPAD .raw, NanoMEGAS .blo, TIA .ser, .mrc, Timepix3 events, or raw CSR .toml");
    }

    /// <summary>Whether a file begins as HDF5 does, possibly behind a user block of 512 bytes, or twice, four times as many, ...</summary>
    public static bool IsHdf5(string path)
    {
        const int firstUserBlock = 512, lastUserBlock = 1 << 20;
        Span<byte> found = stackalloc byte[Hdf5Signature.Length];
        using FileStream file = OpenShared(path);
        for (long at = 0; at <= lastUserBlock && at + found.Length <= file.Length; at = at == 0 ? firstUserBlock : 2 * at)
        {
            file.Position = at;
            if (file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.SequenceEqual(Hdf5Signature)) return true;
        }
        return false;
    }

    private static bool IsNumpy(byte[] start) => start is [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..];

    private static bool HasExtension(string path, params ReadOnlySpan<string> extensions)
    {
        foreach (string extension in extensions)
            if (path.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    // An acquisition may still be writing it: no lock.
    private static FileStream OpenShared(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static byte[] ReadStart(string path)
    {
        if (Directory.Exists(path)) throw new CubeFileException(path, "this is a folder; give a file in it");
        if (!File.Exists(path)) throw new CubeFileException(path, "there is no such file");
        try
        {
            using FileStream file = OpenShared(path);
            byte[] start = new byte[Math.Min(ProbeBytes, file.Length)];
            file.ReadExactly(start);
            return start.Length > 0 ? start : throw new CubeFileException(path, "the file is empty");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CubeFileException(path, "you may not read this file", e);
        }
    }
}
