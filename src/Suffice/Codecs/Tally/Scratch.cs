namespace Suffice.Codecs.Tally;

/// <summary>Arrays that are kept between chunks and only ever grow.</summary>
internal static class Scratch
{
    /// <summary>The array, made anew where it is too short; its content is undefined.</summary>
    public static T[] Of<T>(ref T[] array, int length)
        where T : unmanaged
    {
        if (array.Length < length) array = GC.AllocateUninitializedArray<T>(length);
        return array;
    }

    /// <summary>The first <paramref name="length"/> elements, set to zero.</summary>
    public static T[] Zeroed<T>(ref T[] array, int length)
        where T : unmanaged
    {
        Of(ref array, length).AsSpan(0, length).Clear();
        return array;
    }
}
