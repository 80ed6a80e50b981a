using Suffice.Cubes;
using Suffice.Reductions.Sufficiency;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Reductions.Sufficiency;

public sealed class LabelMatchingTests
{
    [Fact]
    public void Groups_that_only_have_other_labels_are_the_same()
    {
        int[] labels = [0, 0, 1, 2, 1, 3, 3, 0], other = [2, 2, 3, 0, 3, 1, 1, 2];
        Assert.Equal(labels, LabelMatching.Match(labels, other));
    }

    [Fact]
    public void No_assignment_changes_fewer_labels()
    {
        Random random = new(4);
        for (int trial = 0; trial < 100; trial++)
        {
            int groups = random.Next(2, 6);
            int[] labels = Draw(), other = [.. labels.Select(label => random.Next(3) == 0 ? random.Next(groups) : (label + 1) % groups)];
            int found = Same(labels, LabelMatching.Match(labels, other));
            Assert.Equal(Permutations([.. Enumerable.Range(0, groups)], 0).Max(order => Same(labels, [.. other.Select(label => order[label])])), found);

            int[] Draw() => [.. Enumerable.Range(0, 40).Select(_ => random.Next(groups))];
        }
    }

    [Fact]
    public void Another_number_of_groups_is_matched_as_far_as_it_goes() =>
        Assert.Equal(3, Same([0, 0, 1, 1], LabelMatching.Match([0, 0, 1, 1], [1, 1, 0, 2])));

    [Fact]
    public void The_error_of_labels_is_the_part_that_are_others()
    {
        Target target = new("clusters:2", ViewRequest.Parse("clusters:2"), Tolerance.OfLabels, new Latitude(LatitudeKind.Fixed));
        TargetErrors errors = TargetErrors.Between(target, [Result(0, 0, 0, 1, 1)], [Result(1, 1, 1, 1, 0)], 5);
        Assert.Equal(0.2, errors.PartChanged);
        Assert.Equal([0, 0, 0, 1, 0], errors.Map(5));
        Assert.Equal(1, TargetSize.Of(target, [Result(0, 0, 0, 1, 1)]));
    }

    private static ViewResult Result(params double[] labels) => new("", "", "", [new Axis("scan", labels.Length)], labels);

    private static int Same(int[] labels, int[] other) => labels.Zip(other).Count(pair => pair.First == pair.Second);

    private static IEnumerable<int[]> Permutations(int[] items, int from)
    {
        if (from == items.Length) yield return [.. items];
        for (int i = from; i < items.Length; i++)
        {
            (items[from], items[i]) = (items[i], items[from]);
            foreach (int[] order in Permutations(items, from + 1)) yield return order;
            (items[from], items[i]) = (items[i], items[from]);
        }
    }
}
