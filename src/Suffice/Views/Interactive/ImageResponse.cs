namespace Suffice.Views.Interactive;

/// <summary>What an image shows of the samples under a virtual detector.</summary>
public enum ImageResponse
{
    Sum,
    Maximum,
    CentreOfMass,
}
