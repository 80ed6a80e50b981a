using Suffice.Cubes;

namespace Suffice.Views.Interactive;

/// <summary>Detector pixels, and what to make of their samples at each position.</summary>
public sealed record VirtualDetector(DetectorMask Mask, ImageResponse Response)
{
    public bool IsCentreOfMass => Response == ImageResponse.CentreOfMass;

    /// <summary>The pixels that a request names, without those that are to be left out.</summary>
    /// <param name="segment">Of a request for segments, which one.</param>
    /// <exception cref="ArgumentException">The request is for something else, or no pixel lies in it; the message is for the user.</exception>
    public static DetectorMask MaskOf(ViewRequest request, ViewContext context, int segment = 0)
    {
        CubeShape shape = context.Cube.Shape;
        (int rows, int columns) = (shape.DetectorY, shape.DetectorX);
        double[] n = request.Numbers;
        DetectorMask mask = (request.Name, n.Length) switch
        {
            ("disc" or "bf", 1) when n[0] > 0 => DetectorMask.Annulus(rows, columns, context.Frame(request), 0, n[0]),
            ("annulus" or "adf", 2) when n[0] >= 0 && n[1] > n[0] => DetectorMask.Annulus(rows, columns, context.Frame(request), n[0], n[1]),
            ("point", 2) => DetectorMask.Point(rows, columns, (int)Math.Round(n[0]), (int)Math.Round(n[1])),
            ("rectangle", 4) => DetectorMask.Rectangle(rows, columns, (int)Math.Round(n[0]), (int)Math.Round(n[1]), (int)Math.Round(n[2]), (int)Math.Round(n[3])),
            ("segments", 3) when n[0] >= 0 && n[1] > n[0] && n[2] is >= 1 and <= 64 && segment >= 0 && segment < n[2] =>
                DetectorMask.Segment(rows, columns, context.Frame(request), n[0], n[1], (int)n[2], segment),
            ("total", 0) => DetectorMask.Whole(rows, columns),
            _ => throw new ArgumentException($"{request.Text}: a detector is disc:RADIUS, annulus:INNER-OUTER, point:ROW,COLUMN, rectangle:ROW,COLUMN,END,END, segments:INNER-OUTER/COUNT or total, in px or the detector's unit"),
        };
        return mask.Without(context.Excluded);
    }
}
