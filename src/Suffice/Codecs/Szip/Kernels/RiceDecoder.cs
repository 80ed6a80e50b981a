using System.Runtime.CompilerServices;

namespace Suffice.Codecs.Szip.Kernels;

/// <summary>The decoder of CCSDS 121.0-B-3. It needs no more of the stream than the pixels that are asked for.</summary>
internal sealed unsafe class RiceDecoder
{
    private const int SegmentBlocks = 64;

    // No encoder uses the second extension for a pair whose sum is 13 or more.
    private const int MostPairSum = 12;

    // For each code of the second extension the first and the second number of its pair.
    private static readonly (byte First, byte Second)[] Pairs =
        [.. from sum in Enumerable.Range(0, MostPairSum + 1) from second in Enumerable.Range(0, sum + 1) select ((byte)(sum - second), (byte)second)];

    private readonly SzipParameters _szip;
    private readonly PixelKernel _kernel;
    private readonly uint[] _scanline;
    private readonly int _idBits;
    private readonly uint _largest;
    private byte[] _padded = [];

    public RiceDecoder(SzipParameters szip, PixelKernel kernel)
    {
        (_szip, _kernel) = (szip, kernel);
        _idBits = RiceCode.IdBits(szip);
        _largest = RiceCode.LargestPixel(szip);
        _scanline = new uint[szip.BlocksPerScanline * szip.PixelsPerBlock];
    }

    /// <summary>Fills <paramref name="decoded"/>, a whole number of pixels.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged or ends too early.</exception>
    public void Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        int left = decoded.Length / _szip.CodedBytes;
        if (_padded.Length < encoded.Length + BitReader.PaddingBytes) _padded = new byte[encoded.Length + BitReader.PaddingBytes];
        encoded.CopyTo(_padded);
        _padded.AsSpan(encoded.Length, BitReader.PaddingBytes).Clear();
        fixed (byte* from = _padded, to = decoded)
        fixed (uint* numbers = _scanline)
        {
            byte* at = to;
            BitReader reader = new(from, from + encoded.Length);
            while (left > 0)
            {
                int count = Math.Min(left, _szip.PixelsPerScanline);
                reader = ReadScanline(reader, numbers, (count + _szip.PixelsPerBlock - 1) / _szip.PixelsPerBlock);
                if (_szip.HasPrediction) _kernel.Unfold(numbers, count, _largest);
                _kernel.Store(numbers, at, _szip.CodedBytes, _szip.IsBigEndian, count);
                at += count * _szip.CodedBytes;
                left -= count;
            }
        }
    }

    private BitReader ReadScanline(BitReader reader, uint* numbers, int blocks)
    {
        int rawId = (1 << _idBits) - 1;
        for (int block = 0; block < blocks;)
        {
            uint* at = numbers + block * _szip.PixelsPerBlock;
            int references = block == 0 && _szip.HasPrediction ? 1 : 0;
            int id = (int)reader.Read(_idBits);
            if (id == 0 && reader.Read(1) == 0)
            {
                if (references != 0) at[0] = reader.Read(_szip.CodedBits);
                block += ZeroBlocks(reader.ReadUnary(), block);
                new Span<uint>(at + references, (int)(numbers + block * _szip.PixelsPerBlock - at) - references).Clear();
            }
            else
            {
                if (id == 0) reader = ReadSecondExtension(reader, at, references);
                else if (id == rawId) reader = ReadRaw(reader, at);
                else reader = ReadSplit(reader, at, references, id - 1);
                block++;
            }
            if (reader.IsBeyondEnd) throw new InvalidDataException("szip: the stream ends within a scanline");
        }
        return reader;
    }

    private int ZeroBlocks(uint code, int block)
    {
        int left = _szip.BlocksPerScanline - block;
        uint run = code < 4 ? code + 1
            : code == 4 ? (uint)Math.Min(left, SegmentBlocks - block % SegmentBlocks)
            : code;
        return run <= left ? (int)run : throw new InvalidDataException($"szip: {run} blocks of zeros where {left} are left");
    }

    private BitReader ReadSecondExtension(BitReader reader, uint* at, int references)
    {
        if (references != 0) at[0] = reader.Read(_szip.CodedBits);
        for (int i = 0; i < _szip.PixelsPerBlock; i += 2)
        {
            uint code = reader.ReadUnary();
            if (code >= (uint)Pairs.Length) throw new InvalidDataException($"szip: no pair has the code {code}");
            (byte first, byte second) = Pairs[code];
            if (i >= references) at[i] = first;
            at[i + 1] = second;
        }
        return reader;
    }

    private BitReader ReadRaw(BitReader reader, uint* at)
    {
        for (int i = 0; i < _szip.PixelsPerBlock; i++) at[i] = reader.Read(_szip.CodedBits);
        return reader;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BitReader ReadSplit(BitReader reader, uint* at, int references, int splitBits)
    {
        int size = _szip.PixelsPerBlock;
        if (references != 0) at[0] = reader.Read(_szip.CodedBits);
        for (int i = references; i < size;)
        {
            reader.Prefetch();
            for (int stop = Math.Min(size, i + 8); i < stop; i++) at[i] = reader.ReadUnary() << splitBits;
        }
        if (splitBits == 0) return reader;
        for (int i = references; i < size;)
        {
            reader.Prefetch();
            for (int stop = Math.Min(size, i + 4); i < stop; i++) at[i] |= reader.Read(splitBits);
        }
        return reader;
    }
}
