using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Suffice.Containers.Hdf5;

/// <summary>Visits the objects of a file through all links. Bounded, because a file may link in circles.</summary>
internal sealed unsafe class Hdf5Walk
{
    private const int MaxDepth = 24, MaxNodes = 20_000, NameRoom = 1024;

    private readonly ImmutableArray<Hdf5Node>.Builder _nodes = ImmutableArray.CreateBuilder<Hdf5Node>();
    private readonly HashSet<(ulong File, ulong Address)> _seen = [];
    private readonly Hdf5File _file;

    public Hdf5Walk(Hdf5File file)
    {
        _file = file;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id root = file.OpenObject("/");
        if (root.IsValid) Visit(root, "", 0);
        Nodes = _nodes.ToImmutable();
    }

    public ImmutableArray<Hdf5Node> Nodes { get; }

    private void Visit(long group, string path, int depth)
    {
        if (depth > MaxDepth || !_seen.Add(Identity(group)) || Hdf5Native.H5Gget_info(group, out Hdf5GroupInfo info) < 0) return;
        for (ulong i = 0; i < info.Links && _nodes.Count < MaxNodes; i++)
        {
            if (NameOf(group, i) is not { } name) continue;
            string child = $"{path}/{name}";
            using Hdf5Id id = Hdf5Id.Object(Hdf5Native.H5Oopen(group, name, 0));
            Hdf5Node node = id.IsValid ? Hdf5File.Describe(child, id) : _file.Describe(child);
            _nodes.Add(node);
            if (node is { Kind: Hdf5NodeKind.Group, TypeName: "group" }) Visit(id, child, depth + 1);
        }
    }

    /// <summary>Names of the links of an open group, no more than a walk would visit.</summary>
    public static ImmutableArray<string> NamesOf(long group)
    {
        if (Hdf5Native.H5Gget_info(group, out Hdf5GroupInfo info) < 0) return [];
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        for (ulong i = 0; i < Math.Min(info.Links, MaxNodes); i++)
            if (NameOf(group, i) is { } name) names.Add(name);
        return names.ToImmutable();
    }

    private static string? NameOf(long group, ulong index)
    {
        byte* name = stackalloc byte[NameRoom];
        nint length = Hdf5Native.H5Lget_name_by_idx(group, ".", 0, 0, index, name, NameRoom, 0);
        return length is > 0 and < NameRoom ? Encoding.UTF8.GetString(name, (int)length) : null;
    }

    // H5Oget_info became a macro in 1.12; its first version keeps the file number and the address at the front.
    private static (ulong File, ulong Address) Identity(long id)
    {
        const int room = 1024;
        byte* info = stackalloc byte[room];
        new Span<byte>(info, room).Clear();
        delegate* unmanaged<long, void*, int> get = (delegate* unmanaged<long, void*, int>)Hdf5Library.Export("H5Oget_info1", "H5Oget_info");
        if (get == null) return (0, (ulong)id);
        _ = get(id, info);
        return (MemoryMarshal.Read<ulong>(new ReadOnlySpan<byte>(info, 8)), MemoryMarshal.Read<ulong>(new ReadOnlySpan<byte>(info + 8, 8)));
    }
}
