using Suffice.Cubes;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class ViewRequestTests
{
    [Theory]
    [InlineData("adf:75-130mrad", "adf", new double[] { 75, 130 }, "mrad", "adf_75-130mrad")]
    [InlineData("Disc:0.5 1/A", "disc", new[] { 0.5 }, "A^-1", "Disc_0.51A")]
    [InlineData("eels:-5-5eV", "eels", new double[] { -5, 5 }, "eV", "eels_-5-5eV")]
    [InlineData("com", "com", new double[0], "", "com")]
    public void A_request_has_a_name_numbers_and_a_unit(string text, string name, double[] numbers, string unit, string file)
    {
        ViewRequest request = ViewRequest.Parse(text);
        Assert.Equal((name, unit), (request.Name, request.Unit));
        Assert.Equal(numbers, request.Numbers);
        Assert.Equal(file, request.FileName);
    }

    [Theory]
    [InlineData("segments:10-30mrad/4")]
    [InlineData("segments:10-30/4mrad")]
    public void The_number_of_segments_may_stand_behind_the_unit(string text)
    {
        ViewRequest request = ViewRequest.Parse(text);
        Assert.Equal([10, 30, 4], request.Numbers);
        Assert.Equal("mrad", request.Unit);
    }

    [Fact]
    public void A_centre_follows_behind_the_sign_at() => Assert.Equal((128.5, 127), ViewRequest.Parse("annulus:40-90px@128.5,127").Centre);

    [Theory]
    [InlineData("")]
    [InlineData("adf:")]
    [InlineData("adf:10-20furlongs")]
    [InlineData("bf@1")]
    public void What_is_no_request_is_one_line(string text) =>
        Assert.DoesNotContain('\n', Assert.Throws<ArgumentException>(() => ViewRequest.Parse(text)).Message);

    [Theory]
    [InlineData("nope", "there is no view 'nope'")]
    [InlineData("adf:5-9mrad", "not calibrated")]
    [InlineData("adf:500-900px", "no detector pixel lies in it")]
    [InlineData("adf:9-5px", "outer radius must be larger")]
    [InlineData("bf", "no disc was found")]
    [InlineData("point:99,0", "no detector pixel lies in it")]
    [InlineData("disc:3px@99,0", "outside the detector")]
    [InlineData("radial", "cannot be found")]
    [InlineData("eels:1-2eV", "not calibrated")]
    [InlineData("clusters:99", "takes 2 to 4 clusters")]
    [InlineData("symmetry:0.5", "order from 1 to 64")]
    [InlineData("segments:1-9px", "number of segments")]
    [InlineData("bragg", "no disc was found")]
    [InlineData("mean:3", "takes nothing more")]
    public void What_cannot_be_made_is_said_in_one_line(string text, string part)
    {
        MemoryCube cube = ViewScans.Random(new CubeShape(2, 2, 10, 10), 1);
        ViewContext context = new(cube.Cube, null, default);
        string message = Assert.Throws<ArgumentException>(() =>
        {
            ViewRequest request = ViewRequest.Parse(text is "adf:5-9mrad" or "adf:9-5px" or "adf:500-900px" ? text + "@5,5" : text);
            ViewKinds.Of(request).Plan(request, context);
        }).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Angles_and_frequencies_are_related_by_the_wavelength()
    {
        MemoryCube cube = ViewScans.Random(new CubeShape(1, 1, 10, 10), 1);
        Axis axis = new("q", 10, 0.1, 0, "A^-1");
        ViewContext context = new(cube.Cube with { DetectorAxes = [axis, axis] }, null, default);
        ViewRequest request = ViewRequest.Parse("disc:3mrad@5,5");
        Assert.Contains("--voltage", Assert.Throws<ArgumentException>(() => context.Frame(request)).Message, StringComparison.Ordinal);
        Assert.Equal(0.1 * 1000 * 0.0251, (context with { WavelengthA = 0.0251 }).Frame(request).RowStep, 1e-12);
        Assert.Equal(0.1, context.Frame(ViewRequest.Parse("disc:1 1/A@5,5")).ColumnStep, 1e-12);
    }
}
