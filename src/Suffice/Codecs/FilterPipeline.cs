using System.Collections.Immutable;
using Suffice.Chunks;

namespace Suffice.Codecs;

/// <summary>The filters of one dataset, one after the other. An instance serves one thread, because it owns scratch space.</summary>
public sealed class FilterPipeline
{
    // The filter mask of HDF5 has a bit for each filter.
    private const int MostFilters = 32;

    // Zstandard on blocks of 8 bytes, the worst that a file can sensibly ask for, needs room for 10 times the chunk.
    private const int MostGrowth = 16;
    private const int GrowthAllowance = 1 << 16;

    private readonly ChunkSpec _chunk;
    private readonly IChunkFilter[] _filters;

    // bounds[i]: bytes that filter i may be given to encode; the last entry bounds the encoded chunk.
    private readonly int[] _bounds;

    // Two buffers in turn: a filter reads one while it writes the other.
    private readonly byte[][] _scratch = [[], []];

    /// <param name="specs">The filters in the order in which they encode, as the file names them.</param>
    /// <param name="chunk">The chunks that they encode.</param>
    /// <exception cref="NotSupportedException">A filter is not built in.</exception>
    /// <exception cref="InvalidDataException">A filter has impossible parameters.</exception>
    public FilterPipeline(ImmutableArray<FilterSpec> specs, ChunkSpec chunk)
    {
        if (specs.Length > MostFilters) throw new InvalidDataException($"{specs.Length} filters where HDF5 allows {MostFilters}");
        _chunk = chunk;
        _filters = [.. specs.Select(spec => Create(spec, chunk))];
        _bounds = new int[_filters.Length + 1];
        _bounds[0] = chunk.Bytes;
        for (int i = 0; i < _filters.Length; i++) _bounds[i + 1] = Math.Max(_bounds[i], Bound(i));
    }

    /// <summary>Bytes that an encoded chunk may take, whichever filters are left out.</summary>
    public int MaxEncodedLength => _bounds[^1];

    /// <summary>Encodes one chunk and returns the number of bytes written.</summary>
    /// <param name="samples">The samples of the whole chunk.</param>
    /// <param name="encoded">Room for <see cref="MaxEncodedLength"/> bytes.</param>
    /// <param name="filterMask">Bit i is set where filter i could not make its result fit and was left out.</param>
    public int Encode(ReadOnlySpan<byte> samples, Span<byte> encoded, out uint filterMask) => Encode(samples, encoded, _ => { }, out filterMask);

    /// <summary>Encodes one chunk that need not all be there yet, and returns the number of bytes written.</summary>
    /// <param name="samples">The samples of the whole chunk.</param>
    /// <param name="encoded">Room for <see cref="MaxEncodedLength"/> bytes.</param>
    /// <param name="fetch">Called before bytes of the samples are read, with the end of those: all before it must then be there.</param>
    /// <param name="filterMask">Bit i is set where filter i could not make its result fit and was left out.</param>
    public int Encode(ReadOnlySpan<byte> samples, Span<byte> encoded, Action<int> fetch, out uint filterMask)
    {
        if (samples.Length != _chunk.Bytes)
            throw new ArgumentException($"{samples.Length} bytes for a chunk of {_chunk.Bytes}", nameof(samples));
        if (encoded.Length < MaxEncodedLength)
            throw new ArgumentException($"room for {encoded.Length} bytes where a chunk may take {MaxEncodedLength}", nameof(encoded));
        filterMask = 0;
        ReadOnlySpan<byte> current = samples;
        bool isInPlace = false;
        int free = 0;
        if (_filters is not [IPiecewiseFilter, ..]) fetch(samples.Length);
        for (int i = 0; i < _filters.Length; i++)
        {
            bool isLast = i == _filters.Length - 1;
            Span<byte> target = isLast ? encoded : Scratch(free, _bounds[i + 1]);
            int length = i == 0 && _filters[i] is IPiecewiseFilter first ? first.Encode(current, target, fetch) : _filters[i].Encode(current, target);
            if (length == 0)
            {
                if (i == 0) fetch(samples.Length);
                filterMask |= 1u << i;
                continue;
            }
            current = target[..length];
            isInPlace = isLast;
            free ^= 1;
        }
        if (!isInPlace) current.CopyTo(encoded);
        return current.Length;
    }

    /// <summary>Decodes one chunk.</summary>
    /// <param name="encoded">The chunk as it is stored.</param>
    /// <param name="filterMask">Bit i is set where the writer left filter i out.</param>
    /// <param name="samples">The samples of the whole chunk.</param>
    /// <exception cref="InvalidDataException">The chunk is damaged, or does not decode to as many bytes as a chunk has.</exception>
    public void Decode(ReadOnlySpan<byte> encoded, uint filterMask, Span<byte> samples)
    {
        if (samples.Length != _chunk.Bytes)
            throw new ArgumentException($"{samples.Length} bytes for a chunk of {_chunk.Bytes}", nameof(samples));
        int first = 0;
        while (first < _filters.Length && IsLeftOut(filterMask, first)) first++;
        ReadOnlySpan<byte> current = encoded;
        int free = 0;
        for (int i = _filters.Length - 1; i >= first; i--)
        {
            if (IsLeftOut(filterMask, i)) continue;
            Span<byte> target = i == first ? samples : Scratch(free, _bounds[i]);
            free ^= 1;
            current = target[.._filters[i].Decode(current, target)];
        }
        if (current.Length != samples.Length)
            throw new InvalidDataException($"a chunk of {encoded.Length} bytes decodes to {current.Length} where {samples.Length} are expected");
        if (first == _filters.Length) current.CopyTo(samples);
    }

    /// <summary>The only filter that an encoded chunk went through, if its chunks decode in pieces.</summary>
    public IPiecewiseFilter? Piecewise(uint filterMask) => _filters is [IPiecewiseFilter only] && !IsLeftOut(filterMask, 0) ? only : null;

    /// <summary>The only filter that an encoded chunk went through, if it can tell counts without making samples.</summary>
    public ISparseFilter? Sparse(uint filterMask) => _filters is [ISparseFilter only] && !IsLeftOut(filterMask, 0) ? only : null;

    // Filters with absurd parameters, one after the other, multiply the room that they ask for.
    private int Bound(int index)
    {
        try
        {
            int bound = _filters[index].MaxEncodedLength(_bounds[index]);
            if (bound <= MostGrowth * (long)_chunk.Bytes + GrowthAllowance) return bound;
        }
        catch (OverflowException)
        {
        }
        throw new InvalidDataException(
            $"filter {index + 1} of {_filters.Length} could make far more of a chunk than its {_chunk.Bytes} bytes");
    }

    private static bool IsLeftOut(uint filterMask, int index) => (filterMask >> index & 1) != 0;

    private static IChunkFilter Create(FilterSpec spec, ChunkSpec chunk) =>
        FilterTable.Find(spec.Id) is { } kind
            ? kind.Create(spec, chunk)
            : throw new NotSupportedException(
                $"HDF5 filter {spec.Id} is not built in: repack the file with one of {string.Join(", ", FilterTable.All.Select(k => k.Name))}");

    // No longer than asked for: what a filter may write must not depend on what was decoded before.
    private Span<byte> Scratch(int index, int length)
    {
        if (_scratch[index].Length < length) _scratch[index] = GC.AllocateUninitializedArray<byte>(length);
        return _scratch[index].AsSpan(0, length);
    }
}
