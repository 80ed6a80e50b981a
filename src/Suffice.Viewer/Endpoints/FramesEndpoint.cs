using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Suffice.Cubes;
using Suffice.Viewer.Engine;

namespace Suffice.Viewer.Endpoints;

/// <summary><c>/frames</c>: the diffraction pattern of a position, or the mean or sum over a region of the scan.</summary>
internal sealed class FramesEndpoint(CubeSessions sessions)
{
    public static readonly string[] Parameters = ["cube", "row", "column", "rows", "columns", "reduce"];

    public async Task Answer(HttpContext context)
    {
        Query query = new(context.Request, Parameters);
        CubeSession session = sessions.Of(query);
        CubeShape shape = session.Cube.Shape;
        int row = query.Int("row", 0, 0, shape.ScanY - 1), column = query.Int("column", 0, 0, shape.ScanX - 1);
        int rows = query.Int("rows", 1, 1, shape.ScanY - row), columns = query.Int("columns", 1, 1, shape.ScanX - column);
        bool isMean = query.OneOf("reduce", "mean", "sum") == "mean";
        string tag = ArrayAnswer.Tag(session.Version, $"{row},{column},{rows},{columns},{isMean}");
        if (ArrayAnswer.IsKnown(context, tag)) return;
        CubeRegion region = new(row, column, 0, 0, shape with { ScanY = rows, ScanX = columns });
        double[]? pattern = await session.PatternSum(region, context.RequestAborted).ConfigureAwait(false);
        if (pattern is null)
        {
            await ErrorAnswer.Write(context, StatusCodes.Status422UnprocessableEntity, "a damaged part of the file holds this pattern; the positions that can be read are shown").ConfigureAwait(false);
            return;
        }
        long patterns = (long)rows * columns;
        if (isMean && patterns > 1)
            for (int i = 0; i < pattern.Length; i++) pattern[i] /= patterns;
        bool isCounts = patterns == 1 && session.Cube.Element is (ElementType.UInt8 or ElementType.UInt16);
        await ArrayAnswer.Write(
            context, [shape.DetectorY, shape.DetectorX], isCounts ? ElementType.UInt16 : ElementType.Float32,
            isCounts ? Counts(pattern) : ArrayAnswer.Samples([pattern], ElementType.Float32), tag).ConfigureAwait(false);
    }

    private static byte[] Counts(double[] pattern)
    {
        byte[] samples = new byte[2 * pattern.Length];
        Span<ushort> counts = MemoryMarshal.Cast<byte, ushort>(samples.AsSpan());
        for (int i = 0; i < pattern.Length; i++) counts[i] = (ushort)pattern[i];
        return samples;
    }
}
