using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Cubes;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Fuzz;

/// <summary>A filter with one set of parameters.</summary>
internal sealed record FilterVariant(Func<ChunkSpec, FilterSpec> Spec, Func<FilterSpec, ChunkSpec, IChunkFilter> Create);

/// <summary>A filter with parameters, a chunk for it, and what the filter makes of that.</summary>
internal sealed class FilterCase
{
    private readonly FilterVariant _variant;
    private IChunkFilter? _filter;

    private static readonly ElementType[] Elements = [ElementType.UInt8, ElementType.UInt16, ElementType.Float32, ElementType.Int64];

    // Samples in extents of three: the last one so that a chunk has 64 KiB.
    private static readonly Func<int, int[]>[] Shapes =
        [_ => [2, 8, 16], _ => [3, 7, 11], _ => [4, 16, 32], bytes => [2, 128, 256 / bytes]];

    /// <summary>Cases of one variant.</summary>
    public static readonly int PerVariant = Elements.Length * SampleData.Kinds.Length * Shapes.Length;

    private FilterCase(FilterVariant variant, ChunkSpec chunk, byte[] samples)
    {
        (_variant, Chunk, Samples, Spec) = (variant, chunk, samples, variant.Spec(chunk));
        IChunkFilter encoder = variant.Create(Spec, chunk);
        using IDisposable? disposable = encoder as IDisposable;
        byte[] encoded = new byte[encoder.MaxEncodedLength(samples.Length)];
        Encoded = encoded[..encoder.Encode(samples, encoded)];
    }

    public ChunkSpec Chunk { get; }

    public FilterSpec Spec { get; }

    /// <summary>Decodes this case; the same one again, in whatever state the last input left it, until it is released.</summary>
    public IChunkFilter Filter => _filter ??= _variant.Create(Spec, Chunk);

    public bool HasFilter => _filter is not null;

    public byte[] Samples { get; }

    /// <summary>Empty where the filter declined to encode.</summary>
    public byte[] Encoded { get; }

    /// <summary>Lets the filter go, with its tables.</summary>
    public void Release()
    {
        (_filter as IDisposable)?.Dispose();
        _filter = null;
    }

    public static FilterCase Make(FilterVariant[] variants, int index)
    {
        (ChunkSpec chunk, byte[] samples) = MakeChunk(index % PerVariant);
        return new(variants[index / PerVariant], chunk, samples);
    }

    /// <summary>The chunk of a case, and its samples.</summary>
    public static (ChunkSpec Chunk, byte[] Samples) MakeChunk(int index)
    {
        (int rest, int shape) = Math.DivRem(index, Shapes.Length);
        (int element, int kind) = Math.DivRem(rest, SampleData.Kinds.Length);
        ElementType type = Elements[element];
        ChunkSpec chunk = new(type, SampleOrder.Native, [.. Shapes[shape](type.Bytes())]);
        return (chunk, SampleData.Make(chunk, SampleData.Kinds[kind], index + 1));
    }

    /// <summary>A case among <paramref name="cases"/>; one in twenty has the largest chunk.</summary>
    public static int Choose(Random random, int cases)
    {
        int shape = random.Next(20) is var n && n == 0 ? Shapes.Length - 1 : n % (Shapes.Length - 1);
        return random.Next(cases / Shapes.Length) * Shapes.Length + shape;
    }
}
