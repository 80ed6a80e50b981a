using Suffice.Cubes;

namespace Suffice.Packing;

/// <summary>The next piece of a source: a slab of the cube, or bytes beside its patterns.</summary>
/// <param name="Region">Which part of the cube; meaningless for a rest.</param>
/// <param name="Samples">Its samples at the beginning of a buffer that goes back to the feed; null for a rest.</param>
/// <param name="Rest">The bytes; null for a slab.</param>
internal sealed record FeedItem(CubeRegion Region, SampleBuffer? Samples, RestBlock? Rest);
