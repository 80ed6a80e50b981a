using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace Suffice.Sources.Simulation.Fourier;

/// <summary>FFTW 3 of single precision, through its C library (Frigo and Johnson, Proc. IEEE 93 (2005) 216).</summary>
internal sealed unsafe class FftwTransform : FourierTransform
{
    // Plans by estimate: measured ones depend on the machine's load, and another plan rounds otherwise.
    private const uint Estimate = 1 << 6;

    private static readonly string[] Names = ["libfftw3f.so.3", "libfftw3f.3.dylib", "libfftw3f.dylib", "libfftw3f-3.dll", "fftw3f.dll"];

    // Planning is not thread safe, execution on other arrays is.
    private static readonly Lock Planning = new();
    private static readonly delegate* unmanaged<int, int, void*, void*, int, uint, nint> Plan;
    private static readonly delegate* unmanaged<nint, void*, void*, void> Execute;

    // Kept until the process ends, as the table of transforms keeps this.
    private readonly nint _forward, _inverse;

    static FftwTransform()
    {
        foreach (string name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            if (!NativeLibrary.TryGetExport(library, "fftwf_plan_dft_2d", out nint plan)) continue;
            if (!NativeLibrary.TryGetExport(library, "fftwf_execute_dft", out nint execute)) continue;
            Plan = (delegate* unmanaged<int, int, void*, void*, int, uint, nint>)plan;
            Execute = (delegate* unmanaged<nint, void*, void*, void>)execute;
            return;
        }
    }

    /// <exception cref="DllNotFoundException">There is no such library.</exception>
    public FftwTransform(int rows, int columns)
        : base(rows, columns)
    {
        if (!IsSupported) throw new DllNotFoundException("the FFTW library was not found (Debian and Ubuntu: apt install libfftw3-single3)");
        using ComplexImage image = new(rows, columns);
        fixed (Complex32* values = image.Values)
        {
            lock (Planning)
            {
                _forward = Plan(rows, columns, values, values, -1, Estimate);
                _inverse = Plan(rows, columns, values, values, 1, Estimate);
            }
        }
        if (_forward == 0 || _inverse == 0) throw new NotSupportedException($"FFTW has no plan for {rows}x{columns}");
    }

    /// <summary>Whether the library is there.</summary>
    public static bool IsSupported => Execute != null;

    private protected override void Run(ComplexImage image, int sign)
    {
        fixed (Complex32* values = image.Values) Execute(sign < 0 ? _forward : _inverse, values, values);
    }
}
