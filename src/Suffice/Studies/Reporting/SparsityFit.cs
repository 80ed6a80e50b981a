using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Suffice.Studies.Reporting;

/// <summary>Least squares of best ratio against sparsity.</summary>
/// <param name="RSquared">1 - residual / total sum of squares.</param>
/// <param name="DegreesOfFreedom">Points less parameters.</param>
public sealed record SparsityFit(FitParameter A, FitParameter B, FitParameter C, double RSquared, int DegreesOfFreedom)
{
    /// <summary>Three parameters and one point more, so that there is a residual to judge them by.</summary>
    public const int LeastPoints = 4;

    private const int Parameters = 3;

    public SparsityCurve Curve => new(A.Value, B.Value, C.Value);

    /// <summary>The fit by Levenberg-Marquardt from the published start, or null where the points do not determine it.</summary>
    /// <param name="points">Sparsity between 0 and 1, and best ratio.</param>
    public static SparsityFit? Of(ImmutableArray<(double Sparsity, double Ratio)> points)
    {
        if (points.Length < LeastPoints || points.Select(p => p.Sparsity).Distinct().Count() < Parameters) return null;
        Vector<double> start = Vector<double>.Build.Dense([50.0, 7.0, 5.0]);
        Vector<double> s = Vector<double>.Build.Dense([.. points.Select(p => p.Sparsity)]), ratios = Vector<double>.Build.Dense([.. points.Select(p => p.Ratio)]);
        try
        {
            IObjectiveModel model = ObjectiveFunction.NonlinearModel(Values, Derivatives, s, ratios);
            NonlinearMinimizationResult result = new LevenbergMarquardtMinimizer { MaximumIterations = 2000 }.FindMinimum(model, start);
            return Judge(result.MinimizingPoint, s, ratios);
        }
        catch (Exception e) when (e is OptimizationException or MathNet.Numerics.NonConvergenceException or ArgumentException or ArithmeticException)
        {
            return null;
        }
    }

    private static Vector<double> Values(Vector<double> p, Vector<double> s) => s.Map(x => p[0] * Math.Pow(x, p[1]) + p[2]);

    private static Matrix<double> Derivatives(Vector<double> p, Vector<double> s) => Matrix<double>.Build.Dense(s.Count, Parameters, (row, column) =>
    {
        double power = Math.Pow(s[row], p[1]);
        return column switch { 0 => power, 1 => s[row] > 0 ? p[0] * power * Math.Log(s[row]) : 0, _ => 1 };
    });

    private static SparsityFit? Judge(Vector<double> p, Vector<double> s, Vector<double> ratios)
    {
        int free = s.Count - Parameters;
        double residual = (Values(p, s) - ratios).PointwisePower(2).Sum(), total = (ratios - ratios.Average()).PointwisePower(2).Sum();
        Matrix<double> slopes = Derivatives(p, s);
        Matrix<double> covariance = slopes.TransposeThisAndMultiply(slopes).Inverse() * (residual / free);
        double t = StudentT.InvCDF(0, 1, free, 0.975);
        FitParameter Parameter(int i)
        {
            double error = Math.Sqrt(covariance[i, i]);
            return new FitParameter(p[i], error, p[i] - t * error, p[i] + t * error);
        }
        SparsityFit fit = new(Parameter(0), Parameter(1), Parameter(2), 1 - residual / total, free);
        double[] numbers = [fit.A.Value, fit.B.Value, fit.C.Value, fit.A.StandardError, fit.B.StandardError, fit.C.StandardError, fit.RSquared];
        return numbers.All(double.IsFinite) ? fit : null;
    }
}
