namespace Suffice.Sources.Simulation;

/// <summary>The pixels of one simulated detector with their lasting faults, which follow from the seed.</summary>
internal sealed class DetectorPixels
{
    private readonly float[] _gains;
    private readonly float[] _ownCounts;

    public DetectorPixels(DetectorModel model, int pixels, ulong seed)
    {
        _gains = new float[pixels];
        _ownCounts = new float[pixels];
        PixelRandom gains = new(seed, 0, RandomStream.Gain), faults = new(seed, 0, RandomStream.Fault);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            double fault = faults.Pair(pixel).U;
            bool isDead = fault < model.DeadPixels, isHot = !isDead && fault < model.DeadPixels + model.HotPixels;
            double gain = model.GainSpread == 0 ? 1 : Math.Max(0, 1 + model.GainSpread * gains.Normal(pixel));
            _gains[pixel] = isDead ? 0 : (float)gain;
            _ownCounts[pixel] = isHot ? (float)model.HotPixelCounts : 0;
        }
    }

    /// <summary>Relative sensitivity of each pixel; 0 for a dead one.</summary>
    public ReadOnlySpan<float> Gains => _gains;

    /// <summary>Expected counts of each pixel without any electron: those of hot ones.</summary>
    public ReadOnlySpan<float> OwnCounts => _ownCounts;
}
