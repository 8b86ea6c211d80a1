using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>PCGrad and GradVac: gradients that are changed one after another, in a random order.</summary>
public class SurgeryTests
{
    // g_1 + g_2, each without what lies along the other where they conflict.
    [Fact]
    public void PcGradOfTwoTasksIsTheClosedForm() => GramCase.Exact(2, 2).Sample(
        input =>
        {
            var (a, b) = (input.Jacobian[0], input.Jacobian[1]);
            var product = Vectors.Dot(a, b);
            var expected = product < 0
                ? Vectors.Plus(Vectors.Plus(a, b, -product / Vectors.Dot(b, b)), Vectors.Plus(b, a, -product / Vectors.Dot(a, a)))
                : Vectors.Plus(a, b);
            AssertClose(expected, Weighing.First(new PcGrad(), input.Gram).Shared, input);
        },
        iter: 300);

    // On vectors, in every order that is possible: what the method gives is one of them, and over many steps all come.
    [Fact]
    public void PcGradOfThreeTasksGivesEveryOrdersSum()
    {
        double[][] rows = [[1, 0.2, 0], [-0.9, 1, -0.4], [-0.3, -1, 0.5]];
        var expected = new List<double[]>();
        for (var bits = 0; bits < 8; bits++)
        {
            var total = new double[3];
            for (var i = 0; i < 3; i++)
            {
                int[] others = [.. Enumerable.Range(0, 3).Where(j => j != i)];
                if ((bits >> i & 1) == 1) Array.Reverse(others);
                total = Vectors.Plus(total, Projected(rows, i, others));
            }

            expected.Add(total);
        }

        var came = new HashSet<int>();
        for (var seed = 0; seed < 200; seed++)
        {
            var found = Vectors.Combination(Weighing.First(new PcGrad(), Vectors.Gram(rows), seed: seed).Shared, rows);
            var which = expected.FindIndex(e => Vectors.Norm(Vectors.Plus(e, found, -1)) < 1e-12);
            Assert.True(which >= 0, $"[{string.Join(", ", found)}] is no order's sum");
            came.Add(which);
        }

        var distinct = expected.Select(e => string.Join(" ", e.Select(v => Math.Round(v, 9)))).Distinct().Count();
        Assert.Equal(distinct, came.Count);
        Assert.True(distinct > 1);
    }

    // The usual cosine is 0 at first: in a conflict that is PCGrad; two gradients at an acute angle stay as they are.
    [Fact]
    public void GradVacsFirstStepIsPcGrads() => GramCase.Exact(2, 2).Sample(
        input => AssertClose(Vectors.Combination(Weighing.First(new PcGrad(), input.Gram).Shared, input.Jacobian), Weighing.First(new GradVac(), input.Gram).Shared, input),
        iter: 300);

    [Fact]
    public void GradVacOfManyTasksIsPcGradsWhereNothingIsUsual()
    {
        // With a decay near 0 the usual cosines stay at 0 within one step.
        var method = new GradVac { Decay = 1e-15 };
        GramCase.Of(3, 8, GramKind.FullRank).Sample(
            input => AssertClose(Vectors.Combination(Weighing.First(new PcGrad(), input.Gram, seed: 3).Shared, input.Jacobian), Weighing.First(method, input.Gram, seed: 3).Shared, input),
            iter: 100);
    }

    // Its aim: after the change the cosine between the two is the usual one.
    [Fact]
    public void GradVacTurnsAGradientToTheUsualCosine() => Gen.Select(GramCase.Of(2, 2, GramKind.FullRank, GramKind.DifferentScales, GramKind.Scaled), Gen.Double[-0.9, 0.9]).Sample(
        (input, usual) =>
        {
            var (a, b) = (input.Jacobian[0], input.Jacobian[1]);
            var cosine = Cosine(a, b);
            if (cosine >= usual) return;
            var method = new GradVac { Decay = 0.25 };
            double[] state = [0, usual, -1, 0]; // task 2 looks at task 1 with a usual cosine of -1: nothing changes it
            var w = Weighing.Step(method, input.Gram, [1, 1], state, new Random(0)).Shared;
            Assert.Equal(1, w[0], 1e-12);
            // The direction less g_2 is the changed g_1.
            Assert.Equal(usual, Cosine(Vectors.Plus(a, b, w[1] - 1), b), 1e-6);
            Assert.Equal(0.75 * usual + 0.25 * cosine, state[1], 1e-12);
        },
        iter: 200);

    [Fact]
    public void GradVacsUsualCosineFollowsThePast()
    {
        var (method, gram) = (new GradVac { Decay = 0.5 }, new double[,] { { 1, 0.6 }, { 0.6, 1 } });
        var state = method.NewState(2);
        foreach (var expected in new[] { 0.3, 0.45, 0.525 })
        {
            Weighing.Step(method, gram, [1, 1], state, new Random(0));
            Assert.Equal(expected, state[1], 1e-12);
            Assert.Equal(expected, state[2], 1e-12);
        }
    }

    private static double[] Projected(double[][] rows, int task, int[] others)
    {
        var g = rows[task];
        foreach (var j in others)
            if (Vectors.Dot(g, rows[j]) is var product && product < 0) g = Vectors.Plus(g, rows[j], -product / Vectors.Dot(rows[j], rows[j]));
        return g;
    }

    private static double Cosine(double[] a, double[] b) => Vectors.Dot(a, b) / Vectors.Norm(a) / Vectors.Norm(b);

    private static void AssertClose(double[] expected, double[] weights, GramCase input)
    {
        var found = Vectors.Combination(weights, input.Jacobian);
        Assert.True(Vectors.Norm(Vectors.Plus(expected, found, -1)) <= 1e-7 * Math.Max(Vectors.Size(weights, input.Jacobian), Vectors.Norm(expected)), input.ToString());
    }
}
