namespace Suffice.Sources.Gatan;

/// <summary>The data of one tag.</summary>
/// <param name="Number">A single number; NaN where it is something else.</param>
/// <param name="Text">A short text, or null.</param>
/// <param name="Offset">Byte at which the values of an array begin.</param>
/// <param name="Bytes">Length of those values.</param>
internal readonly record struct DmTag(double Number, string? Text, long Offset, long Bytes);
