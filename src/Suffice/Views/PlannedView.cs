using System.Collections.Immutable;

namespace Suffice.Views;

/// <summary>A request that was prepared for a cube: what to run over it, and what to make of that.</summary>
/// <param name="Positions">Estimators that see each pattern.</param>
/// <param name="Pixels">Estimators that see each detector pixel.</param>
/// <param name="Results">Makes the results after the pass.</param>
public sealed record PlannedView(
    ViewRequest Request, ImmutableArray<PositionView> Positions, ImmutableArray<PixelView> Pixels, Func<IReadOnlyList<ViewResult>> Results);
