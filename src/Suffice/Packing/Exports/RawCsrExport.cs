using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Suffice.Cubes;
using Suffice.Sources.RawCsr;

namespace Suffice.Packing.Exports;

/// <summary>Writes the samples of a cube that are not zero, pattern by pattern; <see cref="RawCsrFormat"/> describes the files.</summary>
internal static class RawCsrExport
{
    private const string Starts = "-indptr.raw", Pixels = "-indices.raw", Values = "-data.raw";

    public static ImmutableArray<string> Write(CubeExport export) =>
        export.Files([export.Target, export.Beside(Starts), export.Beside(Pixels), export.Beside(Values)], files =>
        {
            files[0].Write(Encoding.UTF8.GetBytes(Describe(export)));
            long count = 0;
            files[1].Write(MemoryMarshal.AsBytes<long>([count]));
            int[] pixels = new int[export.Cube.Shape.PatternSamples];
            byte[] values = new byte[export.Cube.PatternBytes];
            export.Patterns((_, pattern) =>
            {
                int found = Collect(export.Cube.Element.Bytes(), pattern, pixels, values);
                files[2].Write(MemoryMarshal.AsBytes(pixels.AsSpan(0, found)));
                files[3].Write(values.AsSpan(0, found * export.Cube.Element.Bytes()));
                count += found;
                files[1].Write(MemoryMarshal.AsBytes<long>([count]));
            });
        });

    private static string Describe(CubeExport export)
    {
        CubeShape shape = export.Cube.Shape;
        char order = BitConverter.IsLittleEndian ? '<' : '>', kind = export.Cube.Element.IsFloat() ? 'f' : export.Cube.Element.IsSigned() ? 'i' : 'u';
        return string.Create(CultureInfo.InvariantCulture, $"""
            [params]
            filetype = "{RawCsrFormat.FileType}"
            nav_shape = [{shape.ScanY}, {shape.ScanX}]
            sig_shape = [{shape.DetectorY}, {shape.DetectorX}]

            [raw_csr]
            indptr_file = {Quoted(Starts)}
            indptr_dtype = "{order}i8"
            indices_file = {Quoted(Pixels)}
            indices_dtype = "{order}i4"
            data_file = {Quoted(Values)}
            data_dtype = "{(export.Cube.Element.Bytes() == 1 ? '|' : order)}{kind}{export.Cube.Element.Bytes()}"

            """);
        string Quoted(string ending) => $"\"{Path.GetFileName(export.Beside(ending)).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static int Collect(int sampleBytes, ReadOnlySpan<byte> pattern, int[] pixels, Span<byte> values) => sampleBytes switch
    {
        1 => CollectAs<byte>(pattern, pixels, values),
        2 => CollectAs<ushort>(pattern, pixels, values),
        4 => CollectAs<uint>(pattern, pixels, values),
        _ => CollectAs<ulong>(pattern, pixels, values),
    };

    // By their bits: -0 is a value too.
    private static int CollectAs<T>(ReadOnlySpan<byte> pattern, int[] pixels, Span<byte> values)
        where T : unmanaged, IEquatable<T>
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(pattern);
        Span<T> to = MemoryMarshal.Cast<byte, T>(values);
        int found = 0;
        for (int at = 0; (at = from[at..].IndexOfAnyExcept(default(T)) is >= 0 and int next ? at + next : -1) >= 0;)
        {
            (pixels[found], to[found]) = (at, from[at]);
            found++;
            if (++at == from.Length) break;
        }
        return found;
    }
}
