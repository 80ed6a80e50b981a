using Suffice.Views;

namespace Suffice.Reductions.Sufficiency;

/// <summary>
/// Targets as a sample of positions can be asked for them. An integral over the scan is held there by what is integrated: where errors at
/// different positions are independent, as noise is, both are the same part of their noise.
/// </summary>
internal static class SampledTarget
{
    private const string Integral = "icom", Integrated = "com";

    public static Target Of(Target target, ViewContext context)
    {
        if (target.Request.Name != Integral) return target;
        ViewRequest request = target.Request with { Name = Integrated, Text = Integrated + target.Request.Text[Integral.Length..] };
        Tolerance tolerance = target.Tolerance.Unit == ToleranceUnit.Absolute
            ? target.Tolerance with { Value = target.Tolerance.Value / CentreViews.IntegratedNoise(context.Cube) } : target.Tolerance;
        return target with { Request = request, Tolerance = tolerance };
    }

    /// <summary>The noise of a target, from that of what a sample was asked for.</summary>
    /// <param name="context">The whole scan.</param>
    public static Interval? Noise(Target target, Interval? sampled, ViewContext context)
    {
        if (target.Request.Name != Integral || sampled is null) return sampled;
        double gain = CentreViews.IntegratedNoise(context.Cube);
        return new Interval(gain * sampled.Value, gain * sampled.Lower, gain * sampled.Upper);
    }
}
