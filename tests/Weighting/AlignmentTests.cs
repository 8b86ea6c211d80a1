using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>ConFIG and Aligned-MTL: both undo how the gradients lie to one another.</summary>
public class AlignmentTests
{
    private static readonly GramKind[] Independent = [GramKind.FullRank, GramKind.Orthogonal, GramKind.Scaled, GramKind.Conflicting];

    [Fact]
    public void ConFigHasTheSameCosineToEveryGradientAndTheStatedLength() => GramCase.Of(1, 10, [.. Independent, GramKind.DifferentScales]).Sample(
        input =>
        {
            var values = SymmetricMatrix.Eigen(SymmetricMatrix.Cosines(input.Gram, SymmetricMatrix.Norms(input.Gram))).Values;
            if (values.Min() < 1e-5 * values.Max()) return; // near what counts as absent
            var w = Weighing.First(new ConFig(), input.Gram).Shared;
            var d = Vectors.Combination(w, input.Jacobian);
            double[] cosines = [.. input.Jacobian.Select(row => Vectors.Dot(row, d) / Vectors.Norm(row) / Vectors.Norm(d))];
            Assert.True(cosines.Max() - cosines.Min() <= 1e-6, $"{input}: {string.Join(", ", cosines)}");
            Assert.True(cosines.Min() > 0);
            Assert.Equal(1, input.Jacobian.Sum(row => Vectors.Dot(row, d)) / Vectors.Dot(d, d), 1e-6);
        },
        iter: 500);

    // A combination's weights by another way: M^(-1/2) by Newton's iteration on matrices (Denman and Beavers), no eigenvector.
    [Fact]
    public void AlignedMtlIsTheInverseRootOfTheGramMatrix() => GramCase.Of(1, 6, GramKind.FullRank, GramKind.Orthogonal).Sample(
        input =>
        {
            var gram = input.Gram;
            var values = SymmetricMatrix.Eigen(gram).Values;
            if (values.Max() > 1e4 * values.Min()) return;
            var (expected, found) = (Aligned(gram), Weighing.First(new AlignedMtl(), gram).Shared);
            for (var i = 0; i < input.Tasks; i++) Assert.Equal(expected[i], found[i], 1e-7);
        },
        iter: 200);

    // T gradients at right angles, each as long as the shortest component, averaged.
    [Fact]
    public void AlignedMtlsDirectionHasTheShortestComponentsLength() => GramCase.Of(1, 10, Independent).Sample(
        input =>
        {
            var values = SymmetricMatrix.Eigen(input.Gram).Values;
            if (values.Min() < 1e-5 * values.Max()) return; // near what counts as absent
            var shortest = Math.Sqrt(values.Min());
            var d = Vectors.Combination(Weighing.First(new AlignedMtl(), input.Gram).Shared, input.Jacobian);
            Assert.Equal(1, Vectors.Norm(d) * Math.Sqrt(input.Tasks) / shortest, 1e-5);
        },
        iter: 200);

    // It promises no conflict between the aligned gradients, not with the tasks' own: a task a tenth as long as the one that it opposes is led uphill.
    [Fact]
    public void AlignedMtlMayOpposeAMuchShorterGradient()
    {
        double[][] rows = [[1, 0], [-9, Math.Sqrt(19)]];
        var d = Vectors.Combination(Weighing.First(new AlignedMtl(), Vectors.Gram(rows)).Shared, rows);
        Assert.True(Vectors.Dot(rows[0], d) < 0);
    }

    // Scalar products come from single precision: g_3 = g_1 + g_2 must still count as dependent.
    [Fact]
    public void RoundingToSinglePrecisionChangesNeitherMuch() => GramCase.Of(2, 10, GramKind.SinglePrecision).Sample(
        input =>
        {
            foreach (var method in new WeightingMethod[] { new ConFig(), new AlignedMtl() })
            {
                var exact = Vectors.Combination(Weighing.First(method, Vectors.Gram(input.Jacobian)).Shared, input.Jacobian);
                var rounded = Vectors.Combination(Weighing.First(method, input.Gram).Shared, input.Jacobian);
                Assert.True(Vectors.Norm(Vectors.Plus(exact, rounded, -1)) <= 1e-2 * Vectors.Norm(exact), $"{method.Name}, {input}: {Vectors.Norm(exact)} and {Vectors.Norm(rounded)}");
            }
        },
        iter: 200);

    internal static double[] Aligned(double[,] gram)
    {
        var (n, inverse, values) = (gram.GetLength(0), InverseRoot(gram), SymmetricMatrix.Eigen(gram).Values);
        return [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(values.Min()) * Enumerable.Range(0, n).Sum(j => inverse[i, j]) / n)];
    }

    private static double[,] InverseRoot(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (root, inverse) = (matrix, Matrix(n, (i, j) => i == j ? 1 : 0));
        for (var step = 0; step < 40; step++)
        {
            var (a, b) = (Inverse(inverse), Inverse(root));
            (root, inverse) = (Matrix(n, (i, j) => (root[i, j] + a[i, j]) / 2), Matrix(n, (i, j) => (inverse[i, j] + b[i, j]) / 2));
        }

        return inverse;
    }

    private static double[,] Inverse(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        double[][] columns = [.. Enumerable.Range(0, n).Select(column => BruteForce.Eliminate(Matrix(n, n + 1, (i, j) => j < n ? matrix[i, j] : i == column ? 1 : 0))!)];
        return Matrix(n, (i, j) => columns[j][i]);
    }

    private static double[,] Matrix(int n, Func<int, int, double> entry) => Matrix(n, n, entry);

    private static double[,] Matrix(int rows, int columns, Func<int, int, double> entry) => PML.Support.Matrix.Of(rows, columns, entry);
}
