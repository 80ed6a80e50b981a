namespace Suffice.Packing;

/// <summary>What a chunk must be: checksums (CRC-32C) of its bytes as they are stored, and of its samples.</summary>
/// <param name="Stored">Of the encoded bytes; 0 for a chunk that was never written.</param>
/// <param name="Samples">Of the decoded samples in stored byte order, padding included.</param>
internal readonly record struct ChunkChecksum(uint Stored, uint Samples);
