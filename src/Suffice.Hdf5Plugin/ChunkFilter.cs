using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Tally;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;

namespace Suffice.Hdf5Plugin;

/// <summary>The filter itself: one chunk in the library's buffer becomes another one.</summary>
internal static unsafe class ChunkFilter
{
    private const uint Reverse = 0x100;
    private const nuint Failure = 0;

    private static readonly IdleFilters Idle = new();

    /// <summary><c>H5Z_func_t</c>: returns how many bytes the buffer holds then, or 0 for a failure.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Run(uint flags, nuint parameterCount, uint* parameters, nuint bytes, nuint* roomBytes, void** buffer)
    {
        // A host that was built for fast mathematics may have turned subnormal numbers off; the format counts on IEEE 754.
        FloatingPointMode host = FloatingPointMode.Current();
        FloatingPointMode.ApplyDefault();
        try
        {
            FilterSpec spec = new(TallyFilter.Id, [.. new ReadOnlySpan<uint>(parameters, checked((int)parameterCount))]);
            ReadOnlySpan<byte> source = new(*buffer, checked((int)bytes));
            return (flags & Reverse) != 0 ? Decode(spec, source, roomBytes, buffer) : Encode(spec, source, roomBytes, buffer);
        }
        catch (Exception e)
        {
            // Nothing may be thrown into C.
            HostLibrary.Report(e.Message);
            return Failure;
        }
        finally
        {
            host.Apply();
        }
    }

    private static nuint Encode(FilterSpec spec, ReadOnlySpan<byte> samples, nuint* roomBytes, void** buffer)
    {
        TallyFilter filter = Idle.Take(spec) ?? Make(spec, samples.Length);
        int room = filter.MaxEncodedLength(samples.Length);
        void* encoded = NativeMemory.Alloc((nuint)room);
        int length = filter.Encode(samples, new Span<byte>(encoded, room));
        Idle.Return(spec, filter);
        return Replace(buffer, roomBytes, encoded, room, length);
    }

    private static nuint Decode(FilterSpec spec, ReadOnlySpan<byte> encoded, nuint* roomBytes, void** buffer)
    {
        TallyHeader header = TallyHeader.Read(encoded, out _);
        int room = checked((int)(header.Shape.Samples * header.Element.Bytes()));
        // Before memory is taken: a forged header could ask for gigabytes.
        if (DatasetParameters.ChunkBytes(spec) is { } expected && expected != room)
            throw new InvalidDataException($"Tally: a chunk of {room} bytes where the dataset has chunks of {expected}.");
        TallyFilter filter = Idle.Take(spec) ?? Make(spec, room);
        void* decoded = NativeMemory.Alloc((nuint)room);
        try
        {
            int length = filter.Decode(encoded, new Span<byte>(decoded, room));
            Idle.Return(spec, filter);
            return Replace(buffer, roomBytes, decoded, room, length);
        }
        catch
        {
            NativeMemory.Free(decoded);
            throw;
        }
    }

    private static TallyFilter Make(FilterSpec spec, int bytes) =>
        new(spec, new ChunkSpec(ElementType.UInt8, ByteOrder.LittleEndian, [bytes]));

    // Both buffers are of the C library: HDF5 frees what a filter leaves.
    private static nuint Replace(void** buffer, nuint* roomBytes, void* made, int room, int length)
    {
        if (length == 0)
        {
            NativeMemory.Free(made);
            return Failure;
        }
        NativeMemory.Free(*buffer);
        *buffer = made;
        *roomBytes = (nuint)room;
        return (nuint)length;
    }
}
