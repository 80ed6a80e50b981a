namespace Suffice.Views.Interactive;

/// <summary>The estimator behind a virtual detector, whatever its response, and its values as planes.</summary>
public sealed class DetectorImage
{
    private readonly ReadOnlyMemory<double>[] _planes;

    public DetectorImage(VirtualDetector detector, int scanRows, int scanColumns)
    {
        if (detector.IsCentreOfMass)
        {
            CentreOfMass centre = new(detector.Mask, scanRows, scanColumns);
            (View, _planes) = (centre, [centre.RowCentres, centre.ColumnCentres]);
            return;
        }
        VirtualImage image = new(detector.Mask, scanRows, scanColumns, detector.Response == ImageResponse.Maximum ? DetectorResponse.Maximum : DetectorResponse.Sum);
        (View, _planes) = (image, [image.Values]);
    }

    /// <summary>What to add to a pass.</summary>
    public PositionView View { get; }

    /// <summary>The values so far; NaN at positions that were not seen.</summary>
    public double[][] Planes(Func<int, bool> isSeen)
    {
        double[][] planes = [.. _planes.Select(plane => plane.ToArray())];
        foreach (double[] plane in planes)
            for (int i = 0; i < plane.Length; i++)
                if (!isSeen(i)) plane[i] = double.NaN;
        return planes;
    }
}
