using Suffice.Sources.Simulation.Specimens;
using Xunit;

namespace Suffice.Tests.Sources.Simulation.Specimens;

public sealed class CubicCrystalTests
{
    // Shortest bonds: Si-Si a sqrt(3) / 4, Ti-O a / 2, Au-Au a / sqrt(2).
    public static TheoryData<string, string, double> Cells => new()
    {
        { "Si", "001", 2.3517 }, { "Si", "110", 2.3517 }, { "Si", "111", 2.3517 },
        { "SrTiO3", "001", 1.9525 }, { "SrTiO3", "110", 1.9525 }, { "SrTiO3", "111", 1.9525 },
        { "Au", "110", 2.8836 },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_along_a_zone_axis_has_the_density_and_the_bonds_of_the_crystal(string name, string zone, double bondA)
    {
        CubicCrystal crystal = Crystal(name);
        AtomicCell cell = crystal.Along(zone);
        double volume = cell.HeightA * cell.WidthA * cell.ThicknessA;
        Assert.Equal(crystal.Atoms.Length / crystal.VolumeCubicAngstrom, cell.Atoms.Length / volume, 1e-9);
        double nearest = cell.Atoms.Min(atom => cell.Atoms.Min(other => other == atom ? double.MaxValue : Distance(cell, atom, other)));
        Assert.Equal(bondA, nearest, 1e-3);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_plane_of_atoms_is_in_the_middle_of_a_slice(string name, string zone, double bondA)
    {
        _ = bondA;
        AtomicCell cell = Crystal(name).Along(zone);
        Assert.All(cell.Atoms, atom => Assert.Equal(0.5, atom.ZA / cell.PlaneSpacingA % 1, 1e-6));
        Assert.Equal(0, Math.IEEERemainder(cell.ThicknessA / cell.PlaneSpacingA, 1), 1e-6);
    }

    [Fact]
    public void An_unknown_zone_axis_names_those_that_are_known() =>
        Assert.Equal(
            "there is no zone axis '112' of SrTiO3; zone axes are 001, 110, 111",
            Assert.Throws<ArgumentException>(() => CubicCrystal.StrontiumTitanate.Along("112")).Message);

    private static CubicCrystal Crystal(string name) =>
        new[] { CubicCrystal.Silicon, CubicCrystal.Gold, CubicCrystal.StrontiumTitanate }.Single(crystal => crystal.Name == name);

    private static double Distance(AtomicCell cell, Atom a, Atom b)
    {
        double y = Math.IEEERemainder(a.YA - b.YA, cell.HeightA), x = Math.IEEERemainder(a.XA - b.XA, cell.WidthA), z = Math.IEEERemainder(a.ZA - b.ZA, cell.ThicknessA);
        return Math.Sqrt((y * y) + (x * x) + (z * z));
    }
}
