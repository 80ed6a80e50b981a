using SkiaSharp;
using Suffice.Cli.Inspection.Pictures;
using Suffice.Cubes;
using Suffice.Views;

namespace Suffice.Cli.Imaging;

/// <summary>An image result as PNG, enlarged to be seen, with a scale bar and the range of its colours below it.</summary>
internal static class ViewPicture
{
    private const int LeastSide = 512, FooterHeight = 44, Margin = 10;

    /// <summary>How many images a result holds, each of its two fastest axes.</summary>
    public static int Images(ViewResult result) => result.Values.Length / Math.Max(1, result.Axes[^2].Length * result.Axes[^1].Length);

    public static byte[] Encode(ViewResult result)
    {
        Axis rows = result.Axes[^2], columns = result.Axes[^1];
        int images = Images(result);
        Raster raster = SideBySide(result.Values, images, rows.Length, columns.Length);
        // Patterns span decades; images of the scan do not.
        bool isPattern = rows.Name.Contains("detector", StringComparison.OrdinalIgnoreCase) || rows.Name.StartsWith('q') || rows.Name.StartsWith('Q');
        ValueScale scale = result.IsCyclic ? new ValueScale(-Math.PI, Math.PI, false)
            : result.IsCategorical ? new ValueScale(0, raster.Values.Max(), false)
            : isPattern ? ValueScale.Logarithmic(raster.Values) : ValueScale.Linear(raster.Values);
        ColourMap colours = result.IsCyclic ? ColourMap.Twilight : isPattern ? ColourMap.Inferno : ColourMap.Viridis;
        int zoom = Math.Max(1, (LeastSide + Math.Max(raster.Rows, raster.Columns) - 1) / Math.Max(raster.Rows, raster.Columns));
        // Rows and columns of different steps keep their true proportions.
        double aspect = rows.IsCalibrated && columns.IsCalibrated && rows.Unit == columns.Unit && columns.Scale != 0 ? Math.Abs(rows.Scale / columns.Scale) : 1;
        if (aspect is < 0.1 or > 10) aspect = 1;
        int width = Math.Max(raster.Columns * zoom, 256), height = Math.Max(1, (int)Math.Round(raster.Rows * zoom * aspect));
        using SKSurface surface = SKSurface.Create(new SKImageInfo(width, height + FooterHeight, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        using (SKImage image = SKImage.FromEncodedData(Png.Encode(raster, scale, colours)))
            surface.Canvas.DrawImage(image, new SKRect(0, 0, raster.Columns * zoom, height), new SKSamplingOptions(SKFilterMode.Nearest));
        DrawFooter(surface.Canvas, ScaleBar.For(columns), scale, result.Unit, raster.Columns * zoom / images, width, height);
        using SKImage picture = surface.Snapshot();
        using SKData png = picture.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void DrawFooter(SKCanvas canvas, ScaleBar bar, ValueScale scale, string unit, int imageWidth, int width, int height)
    {
        using SKPaint ink = new() { Color = new SKColor(30, 30, 30), IsAntialias = true };
        using SKFont font = new(SKTypeface.Default, 14);
        float barWidth = (float)(bar.Fraction * imageWidth), y = height + Margin;
        canvas.DrawRect(Margin, y, barWidth, 4, ink);
        canvas.DrawText(bar.Label, Margin, y + 24, font, ink);
        string range = $"{Inspection.Figures.Number(scale.Lower)} to {Inspection.Figures.Number(scale.Upper)} {unit}{(scale.IsLogarithmic ? ", logarithmic" : "")}";
        canvas.DrawText(range, width - Margin - font.MeasureText(range), y + 24, font, ink);
    }

    private static Raster SideBySide(double[] values, int images, int rows, int columns)
    {
        if (images == 1) return new Raster(rows, columns, values);
        double[] wide = new double[values.Length];
        for (int image = 0; image < images; image++)
            for (int row = 0; row < rows; row++)
                values.AsSpan((image * rows + row) * columns, columns).CopyTo(wide.AsSpan((row * images + image) * columns));
        return new Raster(rows, images * columns, wide);
    }
}
