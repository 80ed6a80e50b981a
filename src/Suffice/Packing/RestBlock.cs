namespace Suffice.Packing;

/// <summary>What stands in the way of a source's samples: the next bytes of a file that are no pattern of the cube.</summary>
/// <param name="File">Number of the file.</param>
/// <param name="At">Where among that file's bytes beside the patterns these begin.</param>
internal sealed record RestBlock(int File, long At, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Length of all blocks but a file's last, and of the chunks that they become.</summary>
    public const int MaxBytes = 1 << 20;
}
