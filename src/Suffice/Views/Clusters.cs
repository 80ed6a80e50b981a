namespace Suffice.Views;

/// <summary>Groups of like vectors by k-means: each belongs to the group whose mean is nearest.</summary>
/// <remarks>
/// Lloyd, IEEE Trans. Inf. Theory 28, 129 (1982), from the best of several k-means++ starts (Arthur and Vassilvitskii, SODA 2007) on a part of
/// the vectors. The same seed gives the same groups.
/// </remarks>
public sealed class Clusters
{
    private const int Starts = 5, MostSteps = 100, MostInStarts = 4096;

    private Clusters(int[] labels, float[] means, double spread) => (Labels, Means, Spread) = (labels, means, spread);

    /// <summary>Group of each vector; 0 is the largest group.</summary>
    public int[] Labels { get; }

    /// <summary>Mean vectors of the groups, one after the other.</summary>
    public float[] Means { get; }

    /// <summary>Sum of the squared distances of all vectors from their group's mean.</summary>
    public double Spread { get; }

    /// <summary>Finds the groups.</summary>
    /// <param name="vectors">One after the other, <paramref name="length"/> numbers each.</param>
    /// <param name="count">Groups, at most as many as vectors.</param>
    public static Clusters Find(ReadOnlySpan<float> vectors, int length, int count, ulong seed)
    {
        int all = vectors.Length / length, stride = Math.Max(1, all / MostInStarts);
        float[] part = new float[(all + stride - 1) / stride * length];
        for (int i = 0; i * stride < all; i++) vectors.Slice(i * stride * length, length).CopyTo(part.AsSpan(i * length));
        if (part.Length / length < count) part = vectors.ToArray();
        Random random = new((int)seed);
        Clusters? best = null;
        for (int start = 0; start < Starts; start++)
        {
            Clusters found = Refine(part, length, FirstMeans(part, length, count, random));
            if (best is null || found.Spread < best.Spread) best = found;
        }
        return Refine(vectors, length, best!.Means).BySize(count, length);
    }

    // The next mean is drawn with a chance that grows with the squared distance from those there are.
    private static float[] FirstMeans(ReadOnlySpan<float> vectors, int length, int count, Random random)
    {
        int all = vectors.Length / length;
        float[] means = new float[count * length];
        double[] nearest = new double[all];
        Array.Fill(nearest, double.PositiveInfinity);
        int chosen = random.Next(all);
        for (int mean = 0; mean < count; mean++)
        {
            vectors.Slice(chosen * length, length).CopyTo(means.AsSpan(mean * length));
            for (int i = 0; i < all; i++) nearest[i] = Math.Min(nearest[i], Square(vectors.Slice(i * length, length), means.AsSpan(mean * length, length)));
            double left = random.NextDouble() * nearest.Sum();
            for (chosen = 0; chosen < all - 1 && (left -= nearest[chosen]) > 0;) chosen++;
        }
        return means;
    }

    private static Clusters Refine(ReadOnlySpan<float> vectors, int length, float[] first)
    {
        int count = first.Length / length;
        float[] means = [.. first];
        int[] labels = new int[vectors.Length / length];
        Array.Fill(labels, -1);
        double spread = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            bool isChanged = false;
            spread = 0;
            double[] sums = new double[means.Length];
            int[] sizes = new int[count];
            for (int i = 0; i < labels.Length; i++)
            {
                ReadOnlySpan<float> vector = vectors.Slice(i * length, length);
                (int label, double square) = Nearest(vector, means, count);
                isChanged |= label != labels[i];
                labels[i] = label;
                spread += square;
                sizes[label]++;
                Span<double> sum = sums.AsSpan(label * length, length);
                for (int j = 0; j < length; j++) sum[j] += vector[j];
            }
            for (int i = 0; i < means.Length; i++)
                if (sizes[i / length] > 0) means[i] = (float)(sums[i] / sizes[i / length]);
            if (!isChanged) break;
        }
        return new Clusters(labels, means, spread);
    }

    private Clusters BySize(int count, int length)
    {
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(group => Labels.Count(label => label == group)).ThenBy(group => group)];
        int[] place = new int[count];
        for (int i = 0; i < count; i++) place[order[i]] = i;
        return new Clusters([.. Labels.Select(label => place[label])], [.. order.SelectMany(group => Means[(group * length)..((group + 1) * length)])], Spread);
    }

    private static (int Label, double Square) Nearest(ReadOnlySpan<float> vector, float[] means, int count)
    {
        (int label, double least) = (0, double.PositiveInfinity);
        for (int i = 0; i < count; i++)
            if (Square(vector, means.AsSpan(i * vector.Length, vector.Length)) is double square && square < least) (label, least) = (i, square);
        return (label, least);
    }

    private static double Square(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float sum = 0;
        for (int i = 0; i < one.Length; i++)
        {
            float difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }
}
