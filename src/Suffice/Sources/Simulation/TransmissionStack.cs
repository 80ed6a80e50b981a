using Suffice.Sources.Simulation.Fourier;

namespace Suffice.Sources.Simulation;

/// <summary>A specimen as the wave meets it: thin slices that shift its phase, and the free flight between them.</summary>
/// <param name="Slices">Transmission functions in real space, in the order of the beam; slices without atoms are left out.</param>
/// <param name="DepthsA">Where each is, below the entrance surface.</param>
public sealed record TransmissionStack(IReadOnlyList<ComplexImage> Slices, IReadOnlyList<double> DepthsA) : IDisposable
{
    /// <summary>The same slices, met several times: a crystal of so many cells along the beam.</summary>
    public TransmissionStack Repeat(int times, double periodA)
    {
        List<ComplexImage> slices = [];
        List<double> depthsA = [];
        for (int i = 0; i < times; i++)
        {
            slices.AddRange(Slices);
            depthsA.AddRange(DepthsA.Select(depthA => depthA + (i * periodA)));
        }
        return new(slices, depthsA);
    }

    public void Dispose()
    {
        foreach (ComplexImage slice in Slices) slice.Dispose();
    }
}
