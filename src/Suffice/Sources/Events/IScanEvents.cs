namespace Suffice.Sources.Events;

/// <summary>Takes electrons: for each its position, counted from the first that was asked for, and its detector pixel, row-major.</summary>
internal delegate void EventSink(ReadOnlySpan<int> positions, ReadOnlySpan<int> pixels);

/// <summary>The electrons of a scan, by position. Safe for several callers at a time.</summary>
internal interface IScanEvents : IDisposable
{
    /// <summary>The file that they lie in.</summary>
    string Path { get; }

    /// <summary>Hands out all electrons of positions that follow each other in the scan, in any order and in any number of parts.</summary>
    void Read(long firstPosition, long positions, EventSink sink);
}
