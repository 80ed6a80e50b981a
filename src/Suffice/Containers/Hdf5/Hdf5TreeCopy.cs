using System.Text;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>
/// Copies everything of an HDF5 file but one dataset, value for value: groups, attributes, datasets with their chunks as they
/// are, links of all kinds; what has several names in the one has them in the other.
/// </summary>
/// <remarks>
/// The C library copies datasets (H5Ocopy); groups are made anew, because it copies a group only with all that is in it. Attributes
/// come last, when everything that a reference may point to is there.
/// </remarks>
internal sealed unsafe class Hdf5TreeCopy
{
    private const int MaxDepth = 64, ByCreation = 1, Tracked = 1;

    private readonly Hdf5File _source, _target;
    private readonly string _cubePath, _root;
    private readonly (ulong File, ulong Address) _cube;
    private readonly Func<string, bool> _isLeftOut;
    private readonly Dictionary<(ulong File, ulong Address), string> _copied = [];
    private readonly List<string> _moreNamesOfCube = [], _objects = [], _referenceDatasets = [];
    private readonly Hdf5AttributeCopy _attributes;

    /// <param name="cubePath">The dataset that somebody else writes; empty where there is none.</param>
    /// <param name="isLeftOut">Paths that are not copied, with all below them.</param>
    /// <param name="root">Group of the target that becomes the source's root; empty for its own root.</param>
    public Hdf5TreeCopy(Hdf5File source, Hdf5File target, string cubePath, Func<string, bool> isLeftOut, string root = "")
    {
        (_source, _target, _cubePath, _isLeftOut, _root) = (source, target, cubePath, isLeftOut, root);
        _attributes = new Hdf5AttributeCopy(target, root);
        if (cubePath.Length == 0) return;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id cube = source.OpenObject(cubePath);
        _cube = Hdf5Walk.Identity(cube);
    }

    /// <summary>What could not be carried over, one sentence each.</summary>
    public IReadOnlyList<string> Notes => _attributes.Notes;

    /// <summary>Where the cube goes in the target: its first name in the source.</summary>
    public string CubePath { get; private set; } = "";

    /// <summary>Copies groups and datasets; the cube's place stays free.</summary>
    public void CopyObjects()
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id root = _source.OpenObject("/");
        _copied[Hdf5Walk.Identity(root)] = "/";
        if (_root.Length > 0) _target.CreateGroup(_root);
        _objects.Add("/");
        CopyLinks(root, "", 0);
        if (CubePath.Length == 0 && _cubePath.Length > 0)
            throw new CubeFileException(_source.Path, $"{_cubePath} lies behind a link into another file; pack that file");
    }

    /// <summary>Copies the cube as it is stored, chunk for chunk.</summary>
    public void CopyCube()
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        CopyOne(_source.Id, _cubePath, CubePath);
    }

    /// <summary>Completes the copy, once the cube is in its place: its further names, and all attributes.</summary>
    public void Finish()
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        foreach (string name in _moreNamesOfCube) Hdf5Values.Link(_target, _root + CubePath, _root + name);
        foreach (string path in _objects) CopyAttributes(path, path);
        if (_cubePath.Length > 0) CopyAttributes(_cubePath, CubePath);
        foreach (string path in _referenceDatasets) TranslateDataset(path);
    }

    /// <summary>Stands a group with a dataset's attributes in the place of the dataset, which is elsewhere.</summary>
    public void CopyAttributesAlone(string path)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        _target.CreateGroup(_root + path);
        _objects.Add(path);
    }

    private void CopyLinks(long group, string path, int depth)
    {
        if (depth > MaxDepth) throw new CubeFileException(_source.Path, $"{path}: more than {MaxDepth} groups within each other");
        int order = TracksCreation(group) ? ByCreation : 0;
        if (Hdf5Native.H5Gget_info(group, out Hdf5GroupInfo info) < 0) throw Failed(path);
        for (ulong i = 0; i < info.Links; i++)
        {
            string name = Hdf5Walk.NameOf(group, i, order) ?? throw Failed($"{path}, link {i + 1}");
            string child = $"{path}/{name}";
            if (!_isLeftOut(child)) CopyLink(group, name, child, depth);
        }
    }

    private void CopyLink(long group, string name, string path, int depth)
    {
        const int hard = 0, soft = 1, external = 64;
        int kind = LinkKind(group, name);
        if (kind == external && path == _cubePath) CubePath = path;
        else if (kind == hard) CopyObject(group, name, path, depth);
        else if (kind is soft or external) CopyPointer(path, kind == external);
        else _attributes.Notes.Add($"{path} is a link of a kind that is not known here: it is left out");
    }

    private void CopyObject(long group, string name, string path, int depth)
    {
        const int groupKind = 2;
        using Hdf5Id id = Hdf5Id.Object(Hdf5Native.H5Oopen(group, name, 0));
        if (!id.IsValid) throw Failed(path);
        (ulong, ulong) identity = Hdf5Walk.Identity(id);
        if (identity == _cube)
        {
            if (CubePath.Length == 0) CubePath = path;
            else _moreNamesOfCube.Add(path);
        }
        else if (_copied.TryGetValue(identity, out string? first))
        {
            Hdf5Values.Link(_target, _root + first, _root + path);
        }
        else
        {
            _copied[identity] = path;
            if (Hdf5Native.H5Iget_type(id) == groupKind) CopyGroup(id, path, depth);
            else CopyLeaf(group, name, id, path);
        }
    }

    private void CopyGroup(long group, string path, int depth)
    {
        using (Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Gget_create_plist(group)))
        {
            _ = Hdf5Native.H5Pset_obj_track_times(list, false);
            using Hdf5Id made = Hdf5Id.Object(Hdf5Native.H5Gcreate2(_target.Id, _root + path, 0, list, 0));
            if (!made.IsValid) throw Failed(path);
        }
        _objects.Add(path);
        CopyLinks(group, path, depth + 1);
    }

    private void CopyLeaf(long group, string name, long id, string path)
    {
        const int datasetKind = 5;
        CopyOne(group, name, path);
        _objects.Add(path);
        if (Hdf5Native.H5Iget_type(id) != datasetKind) return;
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Dget_type(id));
        if (Hdf5AttributeCopy.HasReferences(type)) _referenceDatasets.Add(path);
    }

    // The library leaves references empty when it copies: attributes come later, and without its help.
    private void CopyOne(long location, string name, string path)
    {
        const int withoutAttributes = 0x10;
        using Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Pcreate(Hdf5Library.Predefined("H5P_CLS_OBJECT_COPY_ID_g")));
        _ = Hdf5Native.H5Pset_copy_object(list, withoutAttributes);
        if (Hdf5Native.H5Ocopy(location, name, _target.Id, _root + path, list, 0) < 0) throw Failed(path);
    }

    private void CopyPointer(string path, bool isExternal)
    {
        const int room = 1 << 16;
        byte[] value = new byte[room + 1];
        fixed (byte* first = value)
            if (Hdf5Native.H5Lget_val(_source.Id, path, first, room, 0) < 0) throw Failed(path);
        // A soft link's value is its path; an external one's is a byte of flags, the file and the path, each ended by NUL.
        ReadOnlySpan<byte> rest = value.AsSpan(isExternal ? 1 : 0);
        string one = TakeText(ref rest);
        int code = isExternal
            ? Hdf5Native.H5Lcreate_external(one, TakeText(ref rest), _target.Id, _root + path, 0, 0)
            : Hdf5Native.H5Lcreate_soft(one, _target.Id, _root + path, 0, 0);
        if (code < 0) throw Failed(path);
    }

    private void CopyAttributes(string from, string to)
    {
        using Hdf5Id source = _source.OpenObject(from);
        using Hdf5Id target = _target.OpenObject(_root + to);
        _attributes.Copy(source, target, to);
    }

    private void TranslateDataset(string path)
    {
        using Hdf5Id from = _source.OpenObject(path);
        using Hdf5Id to = _target.OpenObject(_root + path);
        using Hdf5Id stored = Hdf5Id.Type(Hdf5Native.H5Dget_type(from));
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Tcopy(stored));
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Dget_space(from));
        long count = Hdf5Native.H5Sget_simple_extent_npoints(space);
        if (count <= 0) return;
        using SampleBuffer values = new(checked(count * (long)Hdf5Native.H5Tget_size(type)));
        fixed (byte* first = values.Span())
        {
            if (Hdf5Native.H5Dread(from, type, 0, 0, 0, first) < 0) throw Failed(path);
            _attributes.Translate(from, type, first, count, path);
            int code = Hdf5Native.H5Dwrite(to, type, 0, 0, 0, first);
            _ = Hdf5Native.H5Dvlen_reclaim(type, space, 0, first);
            if (code < 0) throw Failed(path);
        }
    }

    private static string TakeText(ref ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        string text = Encoding.UTF8.GetString(bytes[..end]);
        bytes = bytes[(end + 1)..];
        return text;
    }

    private static bool TracksCreation(long group)
    {
        using Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Gget_create_plist(group));
        return list.IsValid && Hdf5Native.H5Pget_link_creation_order(list, out uint flags) >= 0 && (flags & Tracked) != 0;
    }

    // H5Lget_info became a macro in 1.12; its first version begins with the kind.
    private static int LinkKind(long group, string name)
    {
        const int room = 256;
        byte* info = stackalloc byte[room];
        delegate* unmanaged<long, byte*, void*, long, int> get =
            (delegate* unmanaged<long, byte*, void*, long, int>)Hdf5Library.Export("H5Lget_info1", "H5Lget_info");
        byte[] text = Encoding.UTF8.GetBytes(name + '\0');
        fixed (byte* first = text)
            return get != null && get(group, first, info, 0) >= 0 ? *(int*)info : -1;
    }

    private CubeFileException Failed(string path) =>
        new(_source.Path, $"{path} cannot be copied to {_target.Path} ({Hdf5Library.LastError()})");
}
