using SkiaSharp;

namespace Suffice.Cli.Inspection.Pictures;

/// <summary>PNG files of coloured rasters.</summary>
internal static class Png
{
    /// <summary>One pixel per value; NaN is transparent.</summary>
    public static byte[] Encode(Raster raster, ValueScale scale, ColourMap colours)
    {
        byte[] pixels = new byte[raster.Rows * raster.Columns * 4];
        for (int i = 0; i < raster.Values.Length; i++)
        {
            double position = scale.Position(raster.Values[i]);
            if (double.IsNaN(position)) continue;
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2]) = colours.At(position);
            pixels[4 * i + 3] = 255;
        }
        SKImageInfo info = new(raster.Columns, raster.Rows, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using SKImage image = SKImage.FromPixelCopy(info, pixels);
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    public static string DataUri(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);
}
