using System.Net;

namespace Suffice.Viewer;

/// <summary>How the viewer serves.</summary>
/// <param name="Host">Address to listen on; loopback unless the user asks for another.</param>
/// <param name="Port">Port; 0 takes a free one.</param>
/// <param name="Threads">How many threads may decode and compute, at least 1.</param>
/// <param name="MemoryBytes">Memory to stay within, all files together.</param>
public sealed record ViewerOptions(IPAddress Host, int Port, int Threads, long MemoryBytes)
{
    /// <summary>Is told of every refused request, a line each.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
