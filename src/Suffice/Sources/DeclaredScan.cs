namespace Suffice.Sources;

/// <summary>A scan's size as a file states it; nothing about it is certain.</summary>
/// <param name="Origin">Where it says so, such as <c>from the file's name: 64 rows of 32</c>.</param>
internal readonly record struct DeclaredScan(long Rows, long Columns, string Origin)
{
    /// <summary>Number of probe positions; 0 where one of the extents is not positive.</summary>
    public Int128 Positions => Rows > 0 && Columns > 0 ? (Int128)Rows * Columns : 0;
}
