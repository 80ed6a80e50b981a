namespace Suffice.Cubes;

/// <summary>How the bytes of one sample are stored. Single-byte samples are little-endian by convention.</summary>
public enum ByteOrder
{
    LittleEndian,
    BigEndian,
}
