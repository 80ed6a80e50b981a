using System.Collections.Immutable;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Containers.Hdf5;

/// <summary>An open HDF5 file.</summary>
public sealed unsafe class Hdf5File : IDisposable
{
    private const uint Truncate = 2;

    // What the library says where a lock on the file is held: a program that has just closed it may need a moment.
    private const string LockHeld = "Resource temporarily unavailable";
    private const int LockAttempts = 10;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    private readonly string _path;
    private long _id;

    private Hdf5File(string path, long id) => (_path, _id) = (path, id);

    /// <summary>The path under which the file was opened.</summary>
    public string Path => _path;

    internal long Id => _id;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="CubeFileException">It cannot be opened; the message gives the library's reason.</exception>
    public static Hdf5File Open(string path)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        return Patiently(
            path, () => Hdf5Native.H5Fopen(path, 0, 0), error => $"HDF5 cannot open it ({error}); was it copied completely?",
            "another program has it open for writing; wait until it is done");
    }

    /// <summary>Creates a file, replacing one of that name.</summary>
    /// <param name="format">Which versions of the HDF5 format the file may use.</param>
    /// <exception cref="CubeFileException">It cannot be created.</exception>
    public static Hdf5File Create(string path, Hdf5Format format = Hdf5Format.Earliest)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id access = Hdf5Id.List(Hdf5Native.H5Pcreate(Hdf5Library.Predefined("H5P_CLS_FILE_ACCESS_ID_g")));
        // Bounds as h5py sets them: "earliest" means (earliest, latest); "latest" is 1.10's, which every current reader knows.
        if (format == Hdf5Format.Latest) _ = Hdf5Native.H5Pset_libver_bounds(access, 2, 2);
        using Hdf5Id root = Timeless("H5P_CLS_FILE_CREATE_ID_g");
        (long creation, long opening) = (root, access);
        return Patiently(
            path, () => Hdf5Native.H5Fcreate(path, Truncate, creation, opening), error => $"HDF5 cannot create it ({error})",
            "another program has it open; close it there");
    }

    /// <summary>Makes a group and those above it where they do not exist.</summary>
    public void CreateGroup(string path)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id list = Timeless("H5P_CLS_GROUP_CREATE_ID_g");
        for (int end = path.IndexOf('/', 1); ; end = path.IndexOf('/', end + 1))
        {
            string part = end < 0 ? path : path[..end];
            using Hdf5Id existing = Hdf5Id.Object(Hdf5Native.H5Oopen(_id, part, 0));
            if (!existing.IsValid)
            {
                using Hdf5Id made = Hdf5Id.Object(Hdf5Native.H5Gcreate2(_id, part, 0, list, 0));
                if (!made.IsValid) throw new CubeFileException(_path, $"HDF5 cannot make the group {part} ({Hdf5Library.LastError()})");
            }
            if (end < 0) return;
        }
    }

    /// <summary>Opens an object by its path.</summary>
    internal Hdf5Id OpenObject(string path)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        return Hdf5Id.Object(Hdf5Native.H5Oopen(_id, path.Length == 0 ? "/" : path, 0));
    }

    /// <summary>Describes the object at a path: what it is, or where the link that does not lead anywhere points.</summary>
    public Hdf5Node Describe(string path)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id id = OpenObject(path);
        return id.IsValid ? Describe(path, id) : Broken(path);
    }

    /// <summary>Names of a group's links, in their order; empty where there is no such group.</summary>
    internal ImmutableArray<string> LinkNames(string group)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id id = OpenObject(group);
        return id.IsValid ? Hdf5Walk.NamesOf(id) : [];
    }

    /// <summary>Number of a group's links; 0 where there is no such group.</summary>
    internal long LinkCount(string group)
    {
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        using Hdf5Id id = OpenObject(group);
        return id.IsValid && Hdf5Native.H5Gget_info(id, out Hdf5GroupInfo info) >= 0 ? (long)Math.Min(info.Links, long.MaxValue) : 0;
    }

    /// <summary>The file and the path in it that an external link points to, or null where the last part of the path is none.</summary>
    internal (string File, string Path)? ExternalTarget(string path) =>
        LinkTarget(path) is var (file, inside) && file.Length > 0 ? (file, inside) : null;

    /// <summary>All objects of the file, parents before children, each group once.</summary>
    public Hdf5Tree Walk() => new(new Hdf5Walk(this).Nodes);

    /// <summary>Closes the file.</summary>
    /// <exception cref="CubeFileException">Something could not be written, because the disk is full, for instance.</exception>
    public void Close()
    {
        if (_id < 0) return;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        int code = Hdf5Native.H5Fclose(_id);
        _id = -1;
        if (code < 0) throw new CubeFileException(_path, $"HDF5 cannot write it to the end ({Hdf5Library.LastError()})");
    }

    public void Dispose()
    {
        if (_id < 0) return;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        _ = Hdf5Native.H5Fclose(_id);
        _id = -1;
    }

    private static Hdf5File Patiently(string path, Func<long> open, Func<string, string> explain, string locked)
    {
        for (int attempt = 1; ; attempt++)
        {
            long id = open();
            if (id >= 0) return Opened(path, id);
            string error = Hdf5Library.LastError();
            if (error != LockHeld) throw new CubeFileException(path, explain(error));
            if (attempt == LockAttempts) throw new CubeFileException(path, locked);
            Thread.Sleep(LockPause);
        }
    }

    // A process that we start must not inherit the file: it would hold its lock for as long as it runs.
    private static Hdf5File Opened(string path, long id)
    {
        const int setFlags = 2, closeOnExec = 1;
        if (!OperatingSystem.IsWindows() && Hdf5Native.H5Fget_vfd_handle(id, 0, out int* descriptor) >= 0 && descriptor != null)
            _ = Hdf5Native.ControlFile(*descriptor, setFlags, closeOnExec);
        return new Hdf5File(path, id);
    }

    internal static Hdf5Node Describe(string path, long id)
    {
        const int group = 2, dataset = 5;
        int kind = Hdf5Native.H5Iget_type(id);
        if (kind != dataset) return new Hdf5Node(path, Hdf5NodeKind.Group, [], null, kind == group ? "group" : "named datatype");
        using Hdf5Id space = Hdf5Id.Space(Hdf5Native.H5Dget_space(id));
        using Hdf5Id type = Hdf5Id.Type(Hdf5Native.H5Dget_type(id));
        (ElementType? element, _, _, string name) = Hdf5Types.Describe(type);
        return new Hdf5Node(path, Hdf5NodeKind.Dataset, Extents(space), element, name);
    }

    internal static ImmutableArray<long> Extents(long space)
    {
        const int maxRank = 32;
        ulong* extents = stackalloc ulong[maxRank];
        int rank = Hdf5Native.H5Sget_simple_extent_ndims(space);
        if (rank <= 0 || Hdf5Native.H5Sget_simple_extent_dims(space, extents, null) < 0) return [];
        ImmutableArray<long>.Builder result = ImmutableArray.CreateBuilder<long>(rank);
        for (int i = 0; i < rank; i++) result.Add((long)Math.Min(extents[i], long.MaxValue));
        return result.ToImmutable();
    }

    // The format of 1.10 puts times into every object unless told otherwise, and two runs would differ by them.
    private static Hdf5Id Timeless(string listClass)
    {
        Hdf5Id list = Hdf5Id.List(Hdf5Native.H5Pcreate(Hdf5Library.Predefined(listClass)));
        _ = Hdf5Native.H5Pset_obj_track_times(list, false);
        return list;
    }

    private Hdf5Node Broken(string path)
    {
        string problem = LinkTarget(path) switch
        {
            null => "",
            ("", var inside) => $"{path} is a link to {inside}, which leads nowhere",
            var (file, inside) => $"{path} is a link to {file}:{inside}, which is not there; put that file beside this one",
        };
        return new Hdf5Node(path, Hdf5NodeKind.BrokenLink, [], null, "", problem);
    }

    // A soft link's value is its path; an external one's is a flag byte, the file's name and the path, each ended by NUL.
    private (string File, string Path)? LinkTarget(string path)
    {
        const int room = 4096;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        byte* value = stackalloc byte[room + 1];
        new Span<byte>(value, room + 1).Clear();
        if (Hdf5Native.H5Lget_val(_id, path, value, room, 0) < 0) return null;
        ReadOnlySpan<byte> bytes = new(value, room);
        bool isExternal = bytes[0] < 32;
        if (!isExternal) return ("", Encoding.UTF8.GetString(bytes[..Math.Max(0, bytes.IndexOf((byte)0))]));
        bytes = bytes[1..];
        int file = Math.Max(0, bytes.IndexOf((byte)0));
        ReadOnlySpan<byte> inside = bytes[(file + 1)..];
        return (Encoding.UTF8.GetString(bytes[..file]), Encoding.UTF8.GetString(inside[..Math.Max(0, inside.IndexOf((byte)0))]));
    }
}
