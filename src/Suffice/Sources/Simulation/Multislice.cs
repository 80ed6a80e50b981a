using System.Collections.Concurrent;
using MathNet.Numerics;
using Suffice.Sources.Simulation.Fourier;
using Suffice.Sources.Simulation.Kernels;
using Suffice.Sources.Simulation.Optics;

namespace Suffice.Sources.Simulation;

/// <summary>
/// Sends waves through a specimen by turns of transmission and free flight (Cowley and Moodie, Acta Cryst. 10 (1957) 609). Safe for
/// several threads at once.
/// </summary>
public sealed class Multislice : IDisposable
{
    private readonly WaveGrid _grid;
    private readonly ElectronBeam _beam;
    private readonly FourierTransform _transform;
    private readonly double _bandPerA, _tiltY, _tiltX;

    // By the distance in 1e-6 Angstrom. Lazy: two threads must not make the same twice, as one of them would never be disposed.
    private readonly ConcurrentDictionary<long, Lazy<ComplexImage>> _propagators = new();

    /// <param name="grid">Of the waves.</param>
    /// <param name="beam">Of the electrons.</param>
    /// <param name="bandPerA">Band limit in 1/Angstrom.</param>
    /// <param name="tiltY">
    /// Part along y of the wave vector, in 1/Angstrom, of a wave exp(2 pi i tilt r) u(r) with periodic u; then the waves here are u.
    /// </param>
    /// <param name="tiltX">Along x.</param>
    public Multislice(WaveGrid grid, ElectronBeam beam, double bandPerA, double tiltY = 0, double tiltX = 0)
    {
        grid.Check(bandPerA, beam);
        (_grid, _beam, _bandPerA, _tiltY, _tiltX) = (grid, beam, bandPerA, tiltY, tiltX);
        _transform = FourierTransform.For(grid.Rows, grid.Columns);
    }

    /// <summary>
    /// The amplitude in every diffracted beam of a plane wave of intensity 1 and this tilt: that of reflection (h, k) of the cell is
    /// at row h and column k, negative ones from the end.
    /// </summary>
    public void PlaneWave(TransmissionStack specimen, ComplexImage amplitudes)
    {
        amplitudes.Values.Fill(new Complex32(1, 0));
        Run(specimen, amplitudes);
        Scale(amplitudes.Values, 1f / _grid.Samples);
    }

    /// <summary>
    /// Turns a wave in real space before the specimen into its Fourier coefficients behind it, times the number of samples. They are
    /// not limited yet: transmission by the last slice reaches up to twice the band limit.
    /// </summary>
    public void Run(TransmissionStack specimen, ComplexImage wave)
    {
        double depthA = 0;
        for (int i = 0; i < specimen.Slices.Count; i++)
        {
            if (specimen.DepthsA[i] != depthA)
            {
                _transform.Forward(wave);
                ComplexKernels.Multiply(wave.Values, Propagator(specimen.DepthsA[i] - depthA).Values);
                _transform.Inverse(wave);
                depthA = specimen.DepthsA[i];
            }
            ComplexKernels.Multiply(wave.Values, specimen.Slices[i].Values);
        }
        _transform.Forward(wave);
    }

    public void Dispose()
    {
        foreach (Lazy<ComplexImage> propagator in _propagators.Values) propagator.Value.Dispose();
        _propagators.Clear();
    }

    private static void Scale(Span<Complex32> values, float factor)
    {
        foreach (ref Complex32 value in values) value = new(value.Real * factor, value.Imaginary * factor);
    }

    private ComplexImage Propagator(double distanceA) =>
        _propagators.GetOrAdd((long)Math.Round(distanceA * 1e6), steps =>
            new(() => FresnelPropagator.Make(_grid, _beam, _bandPerA, steps * 1e-6, _tiltY, _tiltX))).Value;
}
