using System.CommandLine;
using System.CommandLine.Parsing;
using Suffice.Cubes;
using Suffice.Sources.Simulation;

namespace Suffice.Cli.Commands;

/// <summary>The options of <c>suffice simulate</c> that change a preset. What their values may be, the simulation itself says.</summary>
internal sealed class SimulateOptions
{
    private readonly Option<ulong> _seed = new("--seed") { Description = "Everything random follows from it", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<double?> _dose = Positive("--dose", "Electrons for each pattern, in place of the preset's", "N", double.MaxValue);
    private readonly Option<double?> _scale = Positive("--scale", "Rows and columns of the scan relative to the full one, up to 1", "X", 1);
    private readonly Option<ScanSize?> _scan = Options.Scan();
    private readonly Option<double?> _gainSpread = Number("--gain-spread", "Detector: spread of the pixels' sensitivity, such as 0.02", "X");
    private readonly Option<double?> _hotPixels = Number("--hot-pixels", "Detector: share of pixels that count on their own", "SHARE");
    private readonly Option<double?> _hotPixelCounts = Number("--hot-pixel-counts", "Detector: counts that a hot pixel adds to each pattern", "N");
    private readonly Option<double?> _deadPixels = Number("--dead-pixels", "Detector: share of pixels that never count", "SHARE");
    private readonly Option<double?> _chargeSharing = Number("--charge-sharing", "Detector: share of electrons counted in a neighbouring pixel too", "SHARE");
    private readonly Option<int?> _counterBits = new("--counter-bits") { Description = "Detector: depth of the counter; 12 stop at 4095", HelpName = "N" };
    private readonly Option<double?> _beamNoise = Number("--beam-noise", "Spread of the beam's current from position to position, such as 0.01", "X");
    private readonly Option<double?> _background = Number("--background", "Share of the electrons that a smooth inelastic background takes", "SHARE");
    private readonly Option<double?> _backgroundWidth = Number("--background-width", "Angle at which that background is half", "MRAD");
    private readonly Option<double?> _sourceSize = Number("--source-size", "Probe: full width at half maximum of the source at the specimen", "ANGSTROM");
    private readonly Option<double?> _semiangle = Number("--semiangle", "Probe: convergence semiangle", "MRAD");
    private readonly Option<double?> _defocus = Number("--defocus", "Probe: focus below the entrance surface", "ANGSTROM");
    private readonly Option<double?> _spherical = Number("--spherical", "Probe: third-order spherical aberration", "MM");
    private readonly Option<double?> _bandLimit = Number("--band-limit", "Probe: largest angle computed, the detector's reach", "MRAD");
    private readonly Option<ScanSize?> _samples = new("--samples")
    {
        Description = "Probe: samples of the wave, in place of the fewest for the band limit",
        HelpName = "ROWSxCOLUMNS",
        CustomParser = result =>
        {
            if (ScanSize.TryParse(result.Tokens.Single().Value, out ScanSize samples)) return samples;
            result.AddError($"--samples takes rows and columns such as 256x256, not '{result.Tokens.Single().Value}'");
            return null;
        },
    };

    private readonly Option<string?> _zone = new("--zone") { Description = "Crystal: zone axis along the beam", HelpName = "001|110|111" };
    private readonly Option<double?> _thickness = Number("--thickness", "Crystal: thickness of the specimen", "NM");

    public SimulateOptions() => _scan.Description = "Rows and columns of the scan, such as 128x128, in place of the preset's";

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _seed, _dose, _scale, _scan, _gainSpread, _hotPixels, _hotPixelCounts, _deadPixels, _chargeSharing, _counterBits, _beamNoise,
            _background, _backgroundWidth, _sourceSize, _semiangle, _defocus, _spherical, _bandLimit, _samples, _zone, _thickness,
        ];
        foreach (Option option in all) command.Options.Add(option);
    }

    public SimulationOptions Read(ParseResult parsed)
    {
        BackgroundOptions background = new() { Share = parsed.GetValue(_background) };
        if (parsed.GetValue(_backgroundWidth) is { } width) background = background with { HalfWidthMrad = width };
        return new(parsed.GetValue(_seed))
        {
            ElectronsPerPattern = parsed.GetValue(_dose),
            Scale = parsed.GetValue(_scale),
            Scan = parsed.GetValue(_scan),
            Detector = new()
            {
                GainSpread = parsed.GetValue(_gainSpread),
                HotPixels = parsed.GetValue(_hotPixels),
                HotPixelCounts = parsed.GetValue(_hotPixelCounts),
                DeadPixels = parsed.GetValue(_deadPixels),
                ChargeSharing = parsed.GetValue(_chargeSharing),
                CounterBits = parsed.GetValue(_counterBits),
                BeamNoise = parsed.GetValue(_beamNoise),
            },
            Background = background,
            Probe = new()
            {
                SourceFwhmA = parsed.GetValue(_sourceSize),
                SemiangleMrad = parsed.GetValue(_semiangle),
                DefocusA = parsed.GetValue(_defocus),
                SphericalMm = parsed.GetValue(_spherical),
                BandMrad = parsed.GetValue(_bandLimit),
                Samples = parsed.GetValue(_samples),
            },
            Crystal = new() { Zone = parsed.GetValue(_zone), ThicknessNm = parsed.GetValue(_thickness) },
        };
    }

    private static Option<double?> Number(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    private static Option<double?> Positive(string name, string description, string helpName, double most)
    {
        Option<double?> option = Number(name, description, helpName);
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens.Count == 0 || result.GetValueOrDefault<double?>() is not { } value) return;
            if (!(value > 0 && value <= most) || double.IsInfinity(value))
                result.AddError(most == 1 ? $"{name} must be above 0 and at most 1, not {result.Tokens[^1].Value}" : $"{name} must be above 0, not {result.Tokens[^1].Value}");
        });
        return option;
    }
}
