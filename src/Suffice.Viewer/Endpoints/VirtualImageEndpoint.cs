using Microsoft.AspNetCore.Http;
using Suffice.Cubes;
using Suffice.Viewer.Engine;
using Suffice.Views;
using Suffice.Views.Interactive;

namespace Suffice.Viewer.Endpoints;

/// <summary><c>/virtual-image</c>: what a detector makes of every position.</summary>
internal sealed class VirtualImageEndpoint(CubeSessions sessions)
{
    public static readonly string[] Parameters = ["cube", "detector", "response", "segment", "opposite", "quality", "after", "element"];

    public async Task Answer(HttpContext context)
    {
        Query query = new(context.Request, Parameters);
        CubeSession session = sessions.Of(query);
        ViewRequest request = query.Detector("detector");
        ImageKind kind = ImageKind.All.First(kind => kind.Name == query.OneOf("response", [.. ImageKind.All.Select(kind => kind.Name)]));
        bool isOpposite = query.OneOf("opposite", "no", "yes") == "yes";
        int segments = request is { Name: "segments", Numbers.Length: 3 } ? (int)Math.Clamp(request.Numbers[2], 1, 64) : 1;
        int segment = query.Int("segment", 0, 0, segments - 1);
        ImageQuality quality = Enum.Parse<ImageQuality>(query.OneOf("quality", "exact", "fast", "preview"), ignoreCase: true);
        double after = query.Part("after");
        ElementType element = query.OneOf("element", "float32", "float64") == "float64" ? ElementType.Float64 : ElementType.Float32;
        if (isOpposite && (kind.Response != ImageResponse.Sum || segments % 2 != 0)) throw new ArgumentException("opposite needs the sums of an even number of segments");

        string key = $"{request.Text}|{kind.Response}|{segment}", tag = ArrayAnswer.Tag(session.Version, key, kind.Name, isOpposite.ToString(), element.Name());
        if (quality != ImageQuality.Preview && ArrayAnswer.IsKnown(context, tag)) return;
        ImageAnswer answer = await Image(segment).ConfigureAwait(false);
        double[][] planes = answer.Planes;
        if (isOpposite)
        {
            double[][] other = (await Image((segment + segments / 2) % segments).ConfigureAwait(false)).Planes;
            planes = [[.. planes[0].Zip(other[0], (a, b) => a - b)]];
        }
        planes = kind.Finish(session.Cube, planes);
        bool isFinal = answer is { Part: 1, IsPreview: false };
        context.Response.Headers["Suffice-Part"] = ArrayAnswer.Text(answer.Part);
        context.Response.Headers["Suffice-Preview"] = answer.IsPreview ? "yes" : "no";
        CubeShape shape = session.Cube.Shape;
        long[] extents = planes.Length == 1 ? [shape.ScanY, shape.ScanX] : [planes.Length, shape.ScanY, shape.ScanX];
        await ArrayAnswer.Write(context, extents, element, ArrayAnswer.Samples(planes, element), isFinal ? tag : null).ConfigureAwait(false);

        Task<ImageAnswer> Image(int index)
        {
            VirtualDetector detector = new(VirtualDetector.MaskOf(request, session.Context.Value, index), kind.Response);
            return session.Image($"{request.Text}|{kind.Response}|{index}", detector, quality, after, context.RequestAborted);
        }
    }
}
