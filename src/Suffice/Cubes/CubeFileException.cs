namespace Suffice.Cubes;

/// <summary>
/// A file is not what it should be. The message is one line for the user: the file, what is wrong with it and,
/// where there is something, what to do.
/// </summary>
public sealed class CubeFileException : IOException
{
    public CubeFileException(string path, string problem, Exception? cause = null)
        : base($"{path}: {problem}", cause)
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The file at fault.</summary>
    public string Path { get; }

    /// <summary>What is wrong, where, and what to do, without the file's name.</summary>
    public string Problem { get; }
}
