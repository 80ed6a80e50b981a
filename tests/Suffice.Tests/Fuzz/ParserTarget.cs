using Suffice.Cubes;
using Suffice.Tests.Interop;

namespace Suffice.Tests.Fuzz;

/// <summary>Parses bytes and throws <see cref="CubeFileException"/> where they are not what they should be.</summary>
internal delegate void Parser(ReadOnlySpan<byte> bytes);

/// <summary>One parser, with whole files or their beginnings as valid inputs.</summary>
internal sealed class ParserTarget(string name, int weight, string tokens, Parser parser, params byte[][] valid) : FuzzTarget
{
    public override string Name => name;

    public override int Weight => weight;

    public override int Cases => valid.Length;

    public override byte[][] Tokens { get; } =
        [.. tokens.Split('~', StringSplitOptions.RemoveEmptyEntries).Select(System.Text.Encoding.Latin1.GetBytes)];

    public override FuzzInput Valid(int index) => new([], 0, 0, valid[index]);

    public override int Run(int index, FuzzInput input, ReadOnlySpan<byte> payload, Span<byte> output)
    {
        parser(payload);
        return 0;
    }

    public override bool IsRefusal(Exception exception) => exception is CubeFileException;

    /// <summary>A parser of files: the bytes are written to one first.</summary>
    public static ParserTarget OfFiles(string name, string tokens, string fileName, Action<string> open, params byte[][] valid) =>
        OfFiles(name, 1, tokens, fileName, open, valid);

    /// <summary>The same with a share of its own in all inputs.</summary>
    public static ParserTarget OfFiles(string name, int weight, string tokens, string fileName, Action<string> open, params byte[][] valid) =>
        new(name, weight, tokens, bytes =>
        {
            using TemporaryFolder folder = TemporaryFolder.InMemory();
            string path = folder.File(fileName);
            File.WriteAllBytes(path, bytes);
            open(path);
        }, valid);
}
