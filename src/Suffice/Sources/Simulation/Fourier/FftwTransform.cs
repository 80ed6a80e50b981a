using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace Suffice.Sources.Simulation.Fourier;

/// <summary>
/// FFTW 3 of single precision, through its C library (Frigo and Johnson, Proc. IEEE 93 (2005) 216): columns into the rows of another
/// image, and the same once more. FFTW's own two-dimensional plan by estimate takes three to ten times as long where the rows' length
/// is a power of two, as their samples then share few places in the caches.
/// </summary>
internal sealed unsafe class FftwTransform : FourierTransform
{
    // Plans by estimate: measured ones depend on the machine's load, and another plan rounds otherwise.
    private const uint Estimate = 1 << 6;

    private static readonly string[] Names = ["libfftw3f.so.3", "libfftw3f.3.dylib", "libfftw3f.dylib", "libfftw3f-3.dll", "fftw3f.dll"];

    // Planning is not thread safe, execution on other arrays is.
    private static readonly Lock Planning = new();
    private static readonly delegate* unmanaged<int, int*, int, void*, int*, int, int, void*, int*, int, int, int, uint, nint> Plan;
    private static readonly delegate* unmanaged<nint, void*, void*, void> Execute;

    // Plans and images for as many threads as ever ran at once, kept until the process ends, as the table of transforms keeps this.
    private readonly (nint First, nint Second) _forward, _inverse;
    private readonly ConcurrentBag<ComplexImage> _turned = [];

    static FftwTransform()
    {
        foreach (string name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            if (!NativeLibrary.TryGetExport(library, "fftwf_plan_many_dft", out nint plan)) continue;
            if (!NativeLibrary.TryGetExport(library, "fftwf_execute_dft", out nint execute)) continue;
            Plan = (delegate* unmanaged<int, int*, int, void*, int*, int, int, void*, int*, int, int, int, uint, nint>)plan;
            Execute = (delegate* unmanaged<nint, void*, void*, void>)execute;
            return;
        }
    }

    /// <exception cref="DllNotFoundException">There is no such library.</exception>
    public FftwTransform(int rows, int columns)
        : base(rows, columns)
    {
        if (!IsSupported) throw new DllNotFoundException("the FFTW library was not found (Debian and Ubuntu: apt install libfftw3-single3)");
        lock (Planning)
        {
            _forward = (Columnwise(rows, columns, -1), Columnwise(columns, rows, -1));
            _inverse = (Columnwise(rows, columns, 1), Columnwise(columns, rows, 1));
        }
    }

    /// <summary>Whether the library is there.</summary>
    public static bool IsSupported => Execute != null;

    private protected override void Run(ComplexImage image, int sign)
    {
        if (!_turned.TryTake(out ComplexImage? turned)) turned = new(Columns, Rows);
        (nint first, nint second) = sign < 0 ? _forward : _inverse;
        fixed (Complex32* from = image.Values, to = turned.Values)
        {
            Execute(first, from, to);
            Execute(second, to, from);
        }
        _turned.Add(turned);
    }

    /// <summary>A plan that transforms each column of an image into a row of another.</summary>
    private static nint Columnwise(int rows, int columns, int sign)
    {
        using ComplexImage from = new(rows, columns), to = new(columns, rows);
        fixed (Complex32* input = from.Values, output = to.Values)
        {
            nint plan = Plan(1, &rows, columns, input, null, columns, 1, output, null, 1, rows, sign, Estimate);
            return plan != 0 ? plan : throw new NotSupportedException($"FFTW has no plan for {rows}x{columns}");
        }
    }
}
