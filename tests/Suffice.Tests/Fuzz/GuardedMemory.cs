using System.Runtime.InteropServices;

namespace Suffice.Tests.Fuzz;

/// <summary>
/// Memory between two pages that may not be touched, so that one byte read or written beyond a buffer ends the process with
/// the stack that did it. Elsewhere than on Linux it is a plain array.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadWrite = 3, NoAccess = 0, PrivateAnonymous = 0x22;

    private readonly byte* _mapping;
    private readonly nuint _mapped;
    private readonly byte[]? _plain;
    private readonly int _page = Environment.SystemPageSize;
    private readonly int _length;

    /// <param name="capacity">Bytes that the longest buffer has.</param>
    public GuardedMemory(int capacity)
    {
        _length = (capacity + _page - 1) / _page * _page;
        if (!OperatingSystem.IsLinux())
        {
            _plain = new byte[_length];
            return;
        }
        _mapped = (nuint)(_length + 2 * _page);
        _mapping = (byte*)Map(null, _mapped, ReadWrite, PrivateAnonymous, -1, 0);
        bool isGuarded = (nint)_mapping != -1
            && Protect(_mapping, (nuint)_page, NoAccess) == 0 && Protect(_mapping + _page + _length, (nuint)_page, NoAccess) == 0;
        if (!isGuarded) throw new InvalidOperationException("no guarded memory");
    }

    /// <summary>Everything between the guards.</summary>
    public Span<byte> All => _plain is null ? new Span<byte>(_mapping + _page, _length) : _plain;

    /// <summary>Where a buffer of this length begins: right before the upper guard, or right behind the lower one.</summary>
    public int Place(int length, bool atEnd) => atEnd ? _length - length : 0;

    public void Dispose()
    {
        if (_plain is null) _ = Unmap(_mapping, _mapped);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
