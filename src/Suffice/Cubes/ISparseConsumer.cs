namespace Suffice.Cubes;

/// <summary>Takes patterns from one thread.</summary>
public interface ISparseConsumer : IDisposable
{
    /// <summary>Takes one pattern; its counts are valid until this returns.</summary>
    void Take(int scanY, int scanX, SparsePattern pattern);
}
