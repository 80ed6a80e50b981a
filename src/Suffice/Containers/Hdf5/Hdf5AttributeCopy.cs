using System.Text;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>
/// Copies attributes of any type from an object of one file to one of another. References are numbers that mean a place in their
/// own file: they are made anew from the path of what they point to.
/// </summary>
/// <param name="target">The file that they go into.</param>
/// <param name="root">Group of the target that is the source's root; empty for its own root.</param>
internal sealed unsafe class Hdf5AttributeCopy(Hdf5File target, string root)
{
    private const int Compound = 6, Reference = 7, VariableLength = 9, Array = 10, ObjectReferenceBytes = 8, NameRoom = 4096;
    private const long MostBytes = 1L << 28;

    /// <summary>What could not be carried over, one sentence each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Copies the attributes that the target does not have yet.</summary>
    public void Copy(long from, long to, string path)
    {
        int count = Hdf5Native.H5Aget_num_attrs(from);
        for (ulong i = 0; i < (ulong)Math.Max(0, count); i++)
        {
            using Hdf5Id attribute = Hdf5Id.Attribute(Hdf5Native.H5Aopen_by_idx(from, ".", 0, 0, i, 0, 0));
            if (!attribute.IsValid || NameOf(attribute) is not { } name) throw Failed(path, $"attribute {i + 1}");
            if (Hdf5Native.H5Aexists(to, name) <= 0) CopyOne(attribute, to, path, name);
        }
    }

    /// <summary>Whether a type holds references, somewhere within it.</summary>
    public static bool HasReferences(long type) => Hdf5Native.H5Tdetect_class(type, Reference) > 0;

    /// <summary>Makes the references among these values point into the target file.</summary>
    /// <param name="source">An object of the file that they point into.</param>
    /// <param name="type">The values' type in memory.</param>
    public void Translate(long source, long type, byte* values, long count, string path)
    {
        long size = (long)Hdf5Native.H5Tget_size(type);
        for (long i = 0; i < count; i++) TranslateOne(source, type, values + i * size, path);
    }

    private void CopyOne(long attribute, long to, string path, string name)
    {
        using Hdf5Id stored = Hdf5Id.Type(Hdf5Native.H5Aget_type(attribute));
        // A copy of a type is one for memory: variable lengths become pointers.
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Tcopy(stored));
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Aget_space(attribute));
        using Hdf5Id made = Hdf5Id.Attribute(Hdf5Native.H5Acreate2(to, name, type, space, 0, 0));
        long count = Hdf5Native.H5Sget_simple_extent_npoints(space), bytes = count * (long)Hdf5Native.H5Tget_size(type);
        if (!made.IsValid || bytes is < 0 or > MostBytes) throw Failed(path, name);
        // A null dataspace has no values.
        if (count == 0) return;
        using SampleBuffer values = new(bytes);
        fixed (byte* first = values.Span())
        {
            if (Hdf5Native.H5Aread(attribute, type, first) < 0) throw Failed(path, name);
            if (HasReferences(type)) Translate(attribute, type, first, count, $"{path}@{name}");
            int code = Hdf5Native.H5Awrite(made, type, first);
            _ = Hdf5Native.H5Dvlen_reclaim(type, space, 0, first);
            if (code < 0) throw Failed(path, name);
        }
    }

    private void TranslateOne(long source, long type, byte* value, string path)
    {
        switch (Hdf5Native.H5Tget_class(type))
        {
            case Reference:
                Point(source, type, value, path);
                break;
            case VariableLength:
                using (Hdf5Id element = Hdf5Id.Type(Hdf5Native.H5Tget_super(type)))
                    Translate(source, element, *(byte**)(value + sizeof(nint)), *(nint*)value, path);
                break;
            case Array:
                using (Hdf5Id element = Hdf5Id.Type(Hdf5Native.H5Tget_super(type)))
                    Translate(source, element, value, (long)(Hdf5Native.H5Tget_size(type) / Hdf5Native.H5Tget_size(element)), path);
                break;
            case Compound:
                for (uint i = 0; i < Hdf5Native.H5Tget_nmembers(type); i++)
                {
                    using Hdf5Id member = Hdf5Id.Type(Hdf5Native.H5Tget_member_type(type, i));
                    if (HasReferences(member)) TranslateOne(source, member, value + Hdf5Native.H5Tget_member_offset(type, i), path);
                }
                break;
        }
    }

    private void Point(long source, long type, byte* reference, string path)
    {
        bool isObject = (long)Hdf5Native.H5Tget_size(type) == ObjectReferenceBytes;
        if (isObject && *(ulong*)reference == 0) return;
        byte* name = stackalloc byte[NameRoom];
        using Hdf5Id found = isObject ? Hdf5Id.Object(Hdf5Native.H5Rdereference2(source, 0, 0, reference)) : Hdf5Id.Object(-1);
        nint length = found.IsValid ? Hdf5Native.H5Iget_name(found, name, NameRoom) : -1;
        if (length is > 0 and < NameRoom)
        {
            byte[] there = Encoding.UTF8.GetBytes($"{root}{Encoding.UTF8.GetString(name, (int)length)}\0");
            fixed (byte* first = there)
                if (Hdf5Native.H5Rcreate(reference, target.Id, first, 0, -1) >= 0) return;
        }
        Notes.Add($"{path} holds a reference that cannot be carried over: it is empty in the copy");
        new Span<byte>(reference, (int)Hdf5Native.H5Tget_size(type)).Clear();
    }

    private static string? NameOf(long attribute)
    {
        byte* name = stackalloc byte[NameRoom];
        nint length = Hdf5Native.H5Aget_name(attribute, NameRoom, name);
        return length is >= 0 and < NameRoom ? Encoding.UTF8.GetString(name, (int)length) : null;
    }

    private CubeFileException Failed(string path, string name) =>
        new(target.Path, $"the attribute {path}@{name} cannot be copied ({Hdf5Library.LastError()})");
}
