using Suffice.Viewer.Endpoints;

namespace Suffice.Viewer.Engine;

/// <summary>The files that were named, by their place among them.</summary>
internal sealed class CubeSessions(IReadOnlyList<CubeSession> all) : IDisposable
{
    public IReadOnlyList<CubeSession> All => all;

    /// <summary>The file that a request is about: its parameter <c>cube</c>, else the first.</summary>
    public CubeSession Of(Query query) => all[query.Int("cube", 0, 0, all.Count - 1)];

    public void Dispose()
    {
        foreach (CubeSession session in all) session.Dispose();
    }
}
