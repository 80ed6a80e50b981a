namespace Suffice.Containers.Hdf5;

/// <summary>An open HDF5 identifier and the function that closes it.</summary>
internal readonly unsafe struct Hdf5Id(long value, delegate*<long, int> close) : IDisposable
{
    private readonly delegate*<long, int> _close = close;

    public long Value { get; } = value;

    public bool IsValid => Value >= 0;

    public static Hdf5Id Space(long value) => new(value, &Hdf5Native.H5Sclose);

    public static Hdf5Id Type(long value) => new(value, &Hdf5Native.H5Tclose);

    public static Hdf5Id List(long value) => new(value, &Hdf5Native.H5Pclose);

    public static Hdf5Id Attribute(long value) => new(value, &Hdf5Native.H5Aclose);

    public static Hdf5Id Object(long value) => new(value, &Hdf5Native.H5Oclose);

    public void Dispose()
    {
        if (!IsValid) return;
        using Hdf5Library.Scope scope = Hdf5Library.Enter();
        _ = _close(Value);
    }

    public static implicit operator long(Hdf5Id id) => id.Value;
}
