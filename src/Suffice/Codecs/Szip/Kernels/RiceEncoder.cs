namespace Suffice.Codecs.Szip.Kernels;

/// <summary>The adaptive entropy encoder of CCSDS 121.0-B-3, with the choices of libaec: the bytes are the same.</summary>
internal sealed unsafe class RiceEncoder
{
    /// <summary>Bytes that the writer may run ahead: more than an uncompressed block of 32 pixels of 24 bits.</summary>
    public const int RoomBytes = 160;

    // Blocks per segment: a run of zero blocks ends with its segment.
    private const int SegmentBlocks = 64;

    private readonly SzipParameters _szip;
    private readonly PixelKernel _kernel;
    private readonly uint[] _pixels;
    private readonly uint[] _folded;
    private readonly int _idBits;
    private readonly int _mostSplitBits;
    private readonly uint _largest;
    private int _splitBits;

    public RiceEncoder(SzipParameters szip, PixelKernel kernel)
    {
        (_szip, _kernel) = (szip, kernel);
        _idBits = RiceCode.IdBits(szip);
        _mostSplitBits = (1 << _idBits) - 3;
        _largest = RiceCode.LargestPixel(szip);
        _pixels = new uint[szip.BlocksPerScanline * szip.PixelsPerBlock];
        _folded = szip.HasPrediction ? new uint[_pixels.Length] : _pixels;
    }

    /// <summary>The length of the stream; 0 when it does not fit, or when a pixel has more bits than the parameters say.</summary>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> encoded)
    {
        _splitBits = 0;
        int left = source.Length / _szip.CodedBytes;
        fixed (byte* from = source, to = encoded)
        fixed (uint* raw = _pixels, numbers = _folded)
        {
            byte* at = from;
            byte* limit = to + encoded.Length - RoomBytes;
            BitWriter writer = new(to);
            while (left > 0)
            {
                int count = Math.Min(left, _szip.PixelsPerScanline);
                if (!Load(at, count, raw, numbers)) return 0;
                for (int block = 0; block < _szip.BlocksPerScanline;)
                {
                    if (writer.Position > limit) return 0;
                    writer = WriteNext(writer, raw, numbers, ref block);
                }
                at += count * _szip.CodedBytes;
                left -= count;
            }
            return writer.Position > limit ? 0 : (int)(writer.Finish() - to);
        }
    }

    // The scanline is filled up to whole blocks: with its last pixel where pixels are predicted, else with zeros.
    private bool Load(byte* from, int count, uint* raw, uint* numbers)
    {
        _kernel.Load(from, _szip.CodedBytes, _szip.IsBigEndian, raw, count);
        _pixels.AsSpan(count).Fill(_szip.HasPrediction ? raw[count - 1] : 0);
        if (_szip.CodedBits != 8 * _szip.CodedBytes && _pixels.AsSpan(0, count).ContainsAnyExceptInRange(0u, _largest)) return false;
        if (_szip.HasPrediction) _kernel.Fold(raw, numbers, _pixels.Length, _largest);
        return true;
    }

    /// <summary>Writes one block, or one run of zero blocks, and moves <paramref name="block"/> past it.</summary>
    private BitWriter WriteNext(BitWriter writer, uint* raw, uint* numbers, ref int block)
    {
        int first = block, size = _szip.PixelsPerBlock;
        bool hasReference = first == 0 && _szip.HasPrediction;
        int runEnd = Math.Min(_szip.BlocksPerScanline, first - first % SegmentBlocks + SegmentBlocks);
        uint sum = 0;
        while (block < runEnd && (sum = _kernel.Sum(numbers + block * size, size, 0)) == 0) block++;
        int run = block - first;
        if (run > 0)
        {
            writer.Write(0, _idBits + 1);
            if (hasReference) writer.Write(raw[0], _szip.CodedBits);
            // 5 says "to the end of the segment", so that longer runs are one more than their number.
            writer.WriteUnary(run > 4 ? block == runEnd ? 4 : (uint)run : (uint)run - 1);
            return writer;
        }
        block++;
        return WriteBlock(writer, numbers + first * size, sum, hasReference, raw[0]);
    }

    private BitWriter WriteBlock(BitWriter writer, uint* block, uint sum, bool hasReference, uint reference)
    {
        int coded = _szip.PixelsPerBlock - (hasReference ? 1 : 0);
        uint rawBits = (uint)(coded * _szip.CodedBits);
        uint split = SplitLength(block, sum, coded);
        uint limit = Math.Min(split, rawBits - 1);
        if (SecondExtensionFits(block, sum, limit)) return WriteSecondExtension(writer, block, hasReference, reference);
        return split < rawBits
            ? WriteSplit(writer, block, hasReference, reference)
            : WriteRaw(writer, block, hasReference, reference);
    }

    /// <summary>Bits of the block with the best split, which is left in <see cref="_splitBits"/>.</summary>
    /// <remarks>
    /// The length has one minimum over the split (Kiely, IPN Progress Report 42-159). The search begins at the last block's
    /// split, goes up, and down only when up was no better: equal lengths are then decided as libaec decides them. One bit
    /// more costs as many bits as there are numbers and saves at most half of the unary part.
    /// </remarks>
    private uint SplitLength(uint* block, uint sum, int coded)
    {
        int start = _splitBits, size = _szip.PixelsPerBlock;
        uint unary = start == 0 ? sum : _kernel.Sum(block, size, start);
        uint best = unary + (uint)(coded * (start + 1));
        for (int k = start + 1; unary >= coded && k <= _mostSplitBits; k++)
        {
            unary = _kernel.Sum(block, size, k);
            uint length = unary + (uint)(coded * (k + 1));
            if (length >= best) break;
            (best, _splitBits) = (length, k);
        }
        if (_splitBits != start) return best;
        for (int k = start - 1; k >= 0; k--)
        {
            unary = k == 0 ? sum : _kernel.Sum(block, size, k);
            uint length = unary + (uint)(coded * (k + 1));
            if (length >= best) break;
            (best, _splitBits) = (length, k);
            if (unary >= coded) break;
        }
        return best;
    }

    private bool SecondExtensionFits(uint* block, uint sum, uint limit)
    {
        int pairs = _szip.PixelsPerBlock / 2;
        ulong total = sum;
        // By Cauchy and Schwarz no distribution of this sum over the pairs takes fewer bits.
        if ((total * total / (uint)pairs + total) / 2 + (uint)pairs + 1 > limit) return false;
        ulong length = 1;
        for (uint* end = block + 2 * pairs; block < end; block += 2)
        {
            ulong pair = (ulong)block[0] + block[1];
            length += pair * (pair + 1) / 2 + block[1] + 1;
            if (length > limit) return false;
        }
        return true;
    }

    private BitWriter WriteSecondExtension(BitWriter writer, uint* block, bool hasReference, uint reference)
    {
        writer.Write(1, _idBits + 1);
        if (hasReference) writer.Write(reference, _szip.CodedBits);
        for (uint* end = block + _szip.PixelsPerBlock; block < end; block += 2)
        {
            uint pair = block[0] + block[1];
            writer.WriteUnary(pair * (pair + 1) / 2 + block[1]);
        }
        return writer;
    }

    private BitWriter WriteSplit(BitWriter writer, uint* block, bool hasReference, uint reference)
    {
        int k = _splitBits;
        uint* end = block + _szip.PixelsPerBlock;
        writer.Write((uint)k + 1, _idBits);
        if (hasReference)
        {
            writer.Write(reference, _szip.CodedBits);
            block++;
        }
        for (uint* at = block; at < end; at++) writer.WriteUnary(*at >> k);
        if (k == 0) return writer;
        uint mask = (1u << k) - 1;
        for (; block < end; block++) writer.Write(*block & mask, k);
        return writer;
    }

    private BitWriter WriteRaw(BitWriter writer, uint* block, bool hasReference, uint reference)
    {
        writer.Write((1u << _idBits) - 1, _idBits);
        writer.Write(hasReference ? reference : block[0], _szip.CodedBits);
        for (int i = 1; i < _szip.PixelsPerBlock; i++) writer.Write(block[i], _szip.CodedBits);
        return writer;
    }
}
