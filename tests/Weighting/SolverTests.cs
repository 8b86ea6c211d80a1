using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>The small exact solvers against slower, plainer ways.</summary>
public class SolverTests
{
    [Fact]
    public void AProgramOverNumbersThatAreNotNegativeAgreesWithATryOfEverySupport() => Gen.Select(GramCase.Of(1, 6, GramKind.FullRank, GramKind.Conflicting, GramKind.Orthogonal), Gen.Double[-3, 3].Array[6]).Sample(
        (input, numbers) =>
        {
            var (h, b) = (input.Gram, numbers[..input.Tasks]);
            var (expected, found) = (BruteForce.NotNegative(h, b), NonNegativeProgram.Solve(h, b));
            var difference = Vectors.Plus(expected, found, -1);
            Assert.True(SymmetricMatrix.Form(h, difference, difference) <= 1e-12 * (1 + SymmetricMatrix.Form(h, expected, expected)), $"{input}: [{string.Join(", ", found)}]");
        },
        iter: 300);

    // Slope 0 where x is above 0, and no slope upwards where it is 0.
    [Fact]
    public void AProgramWhoseMatrixIsSingularEndsAtAMinimum() => Gen.Select(GramCase.Of(1, 10, GramKind.RankDeficient, GramKind.Duplicated, GramKind.Opposite, GramKind.OneZero, GramKind.AllZero), Gen.Double[-3, 3].Array[20]).Sample(
        (input, numbers) =>
        {
            // b = J c lies in the range of H = J J': the program has a minimum.
            var b = input.Jacobian.Select(row => Vectors.Dot(row, numbers[..row.Length])).ToArray();
            var x = NonNegativeProgram.Solve(input.Gram, b);
            Assert.All(x, v => Assert.True(v >= 0));
            var product = SymmetricMatrix.Times(input.Gram, x);
            for (var t = 0; t < x.Length; t++)
            {
                var scale = 1e-8 * Vectors.Norm(input.Jacobian[t]) * (Vectors.Norm(numbers) + Vectors.Size(x, input.Jacobian));
                Assert.True(b[t] - product[t] <= scale && (x[t] == 0 || Math.Abs(b[t] - product[t]) <= scale), $"{input}: slope {b[t] - product[t]} at {x[t]}");
            }
        },
        iter: 500);

    [Fact]
    public void ItEndsOnWhatIsNoGramMatrixToo() => Gen.Select(GramCase.Of(1, 10, GramKind.Garbage, GramKind.SinglePrecision), Gen.Double[-3, 3].Array[10]).Sample(
        (input, numbers) =>
        {
            Assert.All(NonNegativeProgram.Solve(input.Gram, numbers[..input.Tasks]), v => Assert.True(double.IsFinite(v) && v >= 0));
            Assert.All(MinNorm.Of(input.Gram).Concat(MinNormIteration.Of(input.Gram)), v => Assert.True(v >= 0 && v <= 1 + 1e-12));
        },
        iter: 500);

    // Of two opposite gradients one may end at exactly 0 while it was there already: the way from 0 to 0, which once kept the search going for ever.
    [Theory]
    [InlineData(8, 247_198)]
    [InlineData(8, 32_896)]
    [InlineData(9, 206_467)]
    public void AnEntryThatStaysAtZeroEndsTheSearchToo(int tasks, int seed)
    {
        var gram = new GramCase(GramKind.Opposite, tasks, seed).Gram;
        var w = MinNorm.Of(gram);
        Assert.All(w, v => Assert.True(v >= 0));
        Assert.Equal(1, w.Sum(), 1e-12);
        Assert.True(SymmetricMatrix.Form(gram, w, w) <= 1e-12 * gram.Cast<double>().Max());
    }

    [Fact]
    public void EigenvectorsAreOrthonormalAndMakeTheMatrixAgain() => GramCase.Of(1, 10).Sample(
        input =>
        {
            var (gram, tasks) = (input.Gram, input.Tasks);
            var (values, vectors) = SymmetricMatrix.Eigen(gram);
            var size = gram.Cast<double>().Max(Math.Abs);
            for (var i = 0; i < tasks; i++)
                for (var j = 0; j < tasks; j++)
                {
                    Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, tasks).Sum(k => vectors[k, i] * vectors[k, j]), 1e-12);
                    Assert.True(Math.Abs(gram[i, j] - Enumerable.Range(0, tasks).Sum(k => vectors[i, k] * values[k] * vectors[j, k])) <= 1e-12 * size, input.ToString());
                }

            Assert.Equal(input.Gram, gram);
        },
        iter: 300);

    [Fact]
    public void ALinearSystemOfSomeRowsIsSolved() => Gen.Select(GramCase.Of(1, 10, GramKind.FullRank, GramKind.Scaled), Gen.Double[-3, 3].Array[10]).Sample(
        (input, b) =>
        {
            int[] rows = [.. Enumerable.Range(0, input.Tasks).Where(t => (input.Seed >> t & 1) == 0)];
            var x = SymmetricMatrix.Solve(input.Gram, b[..input.Tasks], rows);
            Assert.NotNull(x);
            for (var i = 0; i < rows.Length; i++)
                Assert.Equal(b[rows[i]], Enumerable.Range(0, rows.Length).Sum(j => input.Gram[rows[i], rows[j]] * x[j]), 1e-8);
        },
        iter: 200);

    [Fact]
    public void ASingularSystemHasNoSolution()
    {
        Assert.Null(SymmetricMatrix.Solve(new double[,] { { 1, 1 }, { 1, 1 } }, [1, 1], [0, 1]));
        Assert.Null(SymmetricMatrix.Solve(new double[,] { { 0 } }, [1], [0]));
        Assert.Null(SymmetricMatrix.Solve(new double[,] { { 1, 2 }, { 2, 1 } }, [1, 1], [0, 1]));
    }
}
