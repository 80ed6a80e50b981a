using System.Runtime.InteropServices;
using MathNet.Numerics;
using Suffice.Cubes;

namespace Suffice.Sources.Simulation.Fourier;

/// <summary>
/// Complex numbers of single precision on a grid, row-major, in aligned memory outside the collector's heap. In Fourier space sample
/// (0, 0) has frequency 0 and the negative frequencies follow the positive ones.
/// </summary>
public sealed class ComplexImage : IDisposable
{
    private const int SampleBytes = 8;

    private readonly SampleBuffer _memory;

    /// <summary>An image of zeros.</summary>
    public ComplexImage(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        (Rows, Columns) = (rows, columns);
        _memory = new SampleBuffer(checked(SampleBytes * rows * columns));
        Values.Clear();
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>All samples; valid until the image is disposed.</summary>
    public Span<Complex32> Values => MemoryMarshal.Cast<byte, Complex32>(_memory.Span());

    /// <summary>The samples of one row.</summary>
    public Span<Complex32> Row(int row) => Values.Slice(row * Columns, Columns);

    public void Dispose() => _memory.Dispose();
}
