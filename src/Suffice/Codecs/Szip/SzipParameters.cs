using System.Collections.Immutable;
using Suffice.Chunks;
using Suffice.Cubes;

namespace Suffice.Codecs.Szip;

/// <summary>The four client data values of HDF5's szip filter.</summary>
/// <param name="Options">Flags of szlib.h: the constants of this type.</param>
/// <param name="PixelsPerBlock">Pixels that share one code option: even, 2 to 32.</param>
/// <param name="BitsPerPixel">1 to 24, or 32 or 64, which are coded byte plane by byte plane.</param>
/// <param name="PixelsPerScanline">Pixels after which prediction begins anew, at most 128 blocks.</param>
public readonly record struct SzipParameters(uint Options, int PixelsPerBlock, int BitsPerPixel, int PixelsPerScanline)
{
    public const uint AllowK13 = 1;
    public const uint EntropyCoding = 4;
    public const uint LeastSignificantByteFirst = 8;
    public const uint MostSignificantByteFirst = 16;
    public const uint NearestNeighbour = 32;
    public const uint Raw = 128;

    /// <summary>szlib.h: a scanline has at most as many blocks, and a block at most as many pixels.</summary>
    public const int MostBlocksPerScanline = 128;

    /// <inheritdoc cref="MostBlocksPerScanline"/>
    public const int MostPixelsPerBlock = 32;

    /// <summary>The id registered with The HDF Group.</summary>
    public const int FilterId = 4;

    /// <summary>Whether pixels are predicted from their left neighbour.</summary>
    public bool HasPrediction => (Options & NearestNeighbour) != 0;

    public bool IsBigEndian => (Options & MostSignificantByteFirst) != 0;

    /// <summary>Bytes of a sample whose byte planes are coded one after the other; 1 where samples are coded as they are.</summary>
    public int PlaneBytes => BitsPerPixel is 32 or 64 ? BitsPerPixel / 8 : 1;

    /// <summary>Bits of a pixel as it is coded: 8 for byte planes.</summary>
    public int CodedBits => PlaneBytes > 1 ? 8 : BitsPerPixel;

    /// <summary>Bytes of a pixel as it is coded: 1, 2 or 4.</summary>
    public int CodedBytes => CodedBits > 16 ? 4 : CodedBits > 8 ? 2 : 1;

    public int BlocksPerScanline => (PixelsPerScanline + PixelsPerBlock - 1) / PixelsPerBlock;

    /// <summary>What HDF5 puts into a file for this chunk (H5Pset_szip, then H5Z_set_local_szip).</summary>
    /// <param name="chunk">The chunk; its last extent is the scanline where szip can have it so.</param>
    /// <param name="hasPrediction">The user's choice: nearest neighbour (NN) or entropy coding alone (EC).</param>
    /// <param name="pixelsPerBlock">The user's choice: even, 2 to 32; h5py's default is 8.</param>
    /// <exception cref="ArgumentException">The chunk has fewer samples than a block has pixels.</exception>
    public static SzipParameters For(ChunkSpec chunk, bool hasPrediction = true, int pixelsPerBlock = 8)
    {
        if (pixelsPerBlock is < 2 or > MostPixelsPerBlock || pixelsPerBlock % 2 != 0)
            throw new ArgumentException($"szip blocks have an even number of pixels, 2 to {MostPixelsPerBlock}: {pixelsPerBlock}", nameof(pixelsPerBlock));
        if (chunk.Samples < pixelsPerBlock)
            throw new ArgumentException($"a chunk of {chunk.Samples} samples is smaller than an szip block of {pixelsPerBlock}", nameof(chunk));
        uint options = AllowK13 | Raw | (hasPrediction ? NearestNeighbour : EntropyCoding)
            | (chunk.Order == ByteOrder.BigEndian ? MostSignificantByteFirst : LeastSignificantByteFirst);
        int row = chunk.Extents[^1];
        int scanline = Math.Min(pixelsPerBlock * MostBlocksPerScanline, row < pixelsPerBlock ? chunk.Samples : row);
        return new SzipParameters(options, pixelsPerBlock, chunk.Element.Bytes() * 8, scanline);
    }

    /// <summary>The parameters in a file, checked.</summary>
    /// <exception cref="InvalidDataException">Parameters that szip does not have.</exception>
    public static SzipParameters Parse(FilterSpec spec)
    {
        ImmutableArray<uint> values = spec.Parameters;
        if (values.Length != 4) throw new InvalidDataException($"szip: {values.Length} parameters in place of 4");
        (uint block, uint bits, uint scanline) = (values[1], values[2], values[3]);
        if (block is < 2 or > MostPixelsPerBlock || block % 2 != 0) throw new InvalidDataException($"szip: blocks of {block} pixels");
        if (bits is 0 or > 24 and not (32 or 64)) throw new InvalidDataException($"szip: pixels of {bits} bits");
        if (scanline == 0 || scanline > block * MostBlocksPerScanline)
            throw new InvalidDataException($"szip: scanlines of {scanline} pixels with blocks of {block}");
        return new SzipParameters(values[0], (int)block, (int)bits, (int)scanline);
    }

    /// <summary>The filter as a file names it.</summary>
    public FilterSpec ToSpec() => new(FilterId, Options, (uint)PixelsPerBlock, (uint)BitsPerPixel, (uint)PixelsPerScanline);
}
