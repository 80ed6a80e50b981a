using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Tally;
using Suffice.Cubes;

namespace Suffice.Hdf5Plugin;

/// <summary>The parameters of the filter: a user gives format version and effort, or nothing; the dataset's type and chunks follow.</summary>
internal static class DatasetParameters
{
    private const int AllParameters = 7;
    private const uint TypeBits = 127;
    private const int Success = 1, Failure = -1;

    /// <summary><c>H5Z_set_local_func_t</c>: called when a dataset is created.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Complete(long properties, long type, long space)
    {
        try
        {
            // Without the library's functions the filter still works, on bytes.
            if (HostLibrary.Find(properties, type) is not { } library || library.FilterOf(properties) is not { } given) return Success;
            FilterSpec spec = Complete(new FilterSpec(TallyFilter.Id, given.Parameters), library.ChunkExtents(properties), library.ElementOf(type));
            return library.SetFilter(properties, given.Flags, spec.Parameters.AsSpan()) ? Success : Failure;
        }
        catch (Exception e)
        {
            HostLibrary.Report(e is OverflowException ? "Tally: chunks of 2 GiB and more are not possible." : e.Message);
            return Failure;
        }
    }

    /// <summary>Bytes of a chunk's samples, where the parameters tell.</summary>
    public static long? ChunkBytes(FilterSpec spec)
    {
        if (spec.Parameters.Length < AllParameters || (spec.Parameters[2] & TypeBits) >= ElementTypes.All.Count) return null;
        long bytes = ((ElementType)(spec.Parameters[2] & TypeBits)).Bytes();
        foreach (uint extent in spec.Parameters.AsSpan()[3..AllParameters]) bytes = checked(bytes * extent);
        return bytes;
    }

    private static FilterSpec Complete(FilterSpec given, int[] extents, (ElementType Element, ByteOrder Order, int Parts) element)
    {
        if (extents.Length == 0) throw new InvalidDataException("Tally: the dataset has no chunks.");
        extents[^1] = checked(extents[^1] * element.Parts);
        ChunkSpec chunk = new(element.Element, element.Order, [.. extents]);
        _ = chunk.Bytes;
        TallyEffort effort = (TallyEffort)given.Parameter(1, (uint)TallyEffort.Balanced);
        FilterSpec complete = TallyFilter.Spec(chunk, effort);
        // What cannot be written is refused now and not at the first chunk.
        _ = new TallyFilter(new FilterSpec(TallyFilter.Id, given.Parameter(0, complete.Parameters[0]), (uint)effort), chunk);
        return complete;
    }
}
