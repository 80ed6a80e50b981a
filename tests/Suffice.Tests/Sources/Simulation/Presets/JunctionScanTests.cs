using System.Collections.Immutable;
using Suffice.Cubes;
using Suffice.Sources.Simulation;
using Suffice.Sources.Simulation.Presets;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Presets;

public sealed class JunctionScanTests
{
    [Fact]
    public void Centre_of_mass_moves_by_the_fields_deflection()
    {
        IElectronRates rates = JunctionScan.Preset.Make(new SimulationOptions { Scan = new ScanSize(12, 40) }).Rates;
        ImmutableArray<double> field = rates.Truth[0].Values, thicknessNm = rates.Truth[1].Values;
        float[] pattern = new float[rates.Shape.PatternSamples];
        int deflected = 0;
        for (int position = 0; position < 12 * 40; position++)
        {
            rates.Fill(position / 40, position % 40, pattern);
            (double x, double y) = CentreOfMass(pattern, rates.DetectorAxes);
            // e E t / (gamma m v^2) for 200 keV, from the electron's rest energy alone.
            double volts = 200e3, rest = 510_998.95, momentumVolts = volts * (volts + (2 * rest)) / (volts + rest);
            double mradPerField = -1e3 * thicknessNm[position] * 1e-9 / momentumVolts;
            (double expectedX, double expectedY) = (mradPerField * field[2 * position], mradPerField * field[(2 * position) + 1]);
            double size = Math.Sqrt((expectedX * expectedX) + (expectedY * expectedY));
            double error = Math.Sqrt(((x - expectedX) * (x - expectedX)) + ((y - expectedY) * (y - expectedY)));
            Assert.True(error <= (0.02 * size) + 1e-5, $"{x}, {y} mrad for {expectedX}, {expectedY}");
            Assert.Equal(expectedX, rates.Truth[2].Values[2 * position], 1e-8);
            if (size > 5e-3) deflected++;
        }
        Assert.InRange(deflected, 60, 400);
    }

    private static (double X, double Y) CentreOfMass(float[] pattern, ImmutableArray<Axis> axes)
    {
        double sum = 0, sumX = 0, sumY = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            sum += pattern[i];
            sumX += pattern[i] * (axes[1].Offset + (axes[1].Scale * (i % axes[1].Length)));
            sumY += pattern[i] * (axes[0].Offset + (axes[0].Scale * (i / axes[1].Length)));
        }
        return (sumX / sum, sumY / sum);
    }
}
