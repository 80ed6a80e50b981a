namespace Suffice.Studies;

/// <summary>What one run of one method gave.</summary>
/// <param name="RawBytes">Size of the cube's samples.</param>
/// <param name="FileBytes">Size of the file, everything included.</param>
/// <param name="IsVerified">Whether every sample came back with the same bits.</param>
public sealed record StudyMeasurement(long RawBytes, long FileBytes, double WriteSeconds, double ReadSeconds, bool IsVerified)
{
    private const double GiB = 1L << 30;

    /// <summary>Size of the samples over the size of the file.</summary>
    public double Ratio => (double)RawBytes / FileBytes;

    public double FileMiB => FileBytes / (double)(1 << 20);

    /// <summary>GiB of samples per second.</summary>
    public double WriteThroughput => RawBytes / GiB / WriteSeconds;

    /// <summary>GiB of samples per second.</summary>
    public double ReadThroughput => RawBytes / GiB / ReadSeconds;
}
