using PML.Support;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>One worked example for every method.</summary>
/// <remarks>
/// The Jacobian is [[-4, 1, 1], [6, 1, 1]]: G = [[18, -22], [-22, 38]], |g_1| = sqrt 18, |g_2| = sqrt 38, cos = -22 / sqrt 684, g_0 = (1, 1, 1). Losses are (0.5, 2) at
/// the first step, then task 1's halves at each step and task 2's stays. What Adam moves at its first step is the rate, whatever the slope's size.
/// </remarks>
public class GoldenWeights
{
    private static readonly double[][] Jacobian = [[-4, 1, 1], [6, 1, 1]];
    private static readonly double First = Math.Sqrt(18), Second = Math.Sqrt(38), Cosine = -22 / Math.Sqrt(684);

    /// <summary>A row.</summary>
    /// <param name="Method">The method.</param>
    /// <param name="Source">Where the numbers come from.</param>
    /// <param name="Steps">The weights of the shared part at the first steps.</param>
    internal sealed record Row(WeightingMethod Method, string Source, params double[][] Steps);

    internal static IReadOnlyList<Row> Rows { get; } =
    [
        new(new SingleTask { Task = 1 }, "the definition", [0, 1]),
        new(new LinearScalarization(), "the definition: direction (1, 1, 1)", [0.5, 0.5]),
        new(new LinearScalarization { Weights = [2, 3] }, "the definition", [2, 3]),
        new(new UncertaintyWeighting(), "exp(-s) / 2; slopes (1 - L) / 2 = (0.25, -0.5), so s = (-0.001, 0.001) after a step", [0.5, 0.5], [Math.Exp(0.001) / 2, Math.Exp(-0.001) / 2]),
        new(new Mgda(), "w_1 = (38 + 22) / (18 + 44 + 38) = 0.6, times 2: direction (0, 2, 2)", [1.2, 0.8], [1.2, 0.8]),
        new(new Mgda { Scale = GradientScale.Norm }, "unit gradients meet halfway, times 2", [1, 1]),
        new(new Mgda { Scale = GradientScale.Loss }, "gradients (-8, 2, 2) and (3, .5, .5): w_1 = (9.5 + 22) / (72 + 44 + 9.5), times 2", [2 * 31.5 / 125.5, 2 * 94 / 125.5]),
        new(new DynamicWeightAverage(), "ones for 26 steps, and the mean", [0.5, 0.5], [0.5, 0.5]),
        new(new DynamicWeightAverage { Window = 1 }, "third step: ratios (0.5, 1) over 2", [0.5, 0.5], [0.5, 0.5], Shares(0.25, 0.5)),
        new(new PcGrad(), "g_1 + (22 / 38) g_2 and g_2 + (22 / 18) g_1", [20.0 / 9, 30.0 / 19]),
        new(new Imtl(), "two tasks: each over its length, of sum 1", [Second / (First + Second), First / (First + Second)]),
        new(new Imtl { Kind = ImtlKind.Losses }, "exp(s); slopes L - 1 = (-0.5, 1), so s = (0.001, -0.001) after a step", [1, 1], [Math.Exp(0.001), Math.Exp(-0.001)]),
        new(new Imtl { Kind = ImtlKind.Hybrid }, "IMTL on gradients times exp(s): (1 / |g_t|) over the sum of exp(-s) / |g|",
            [Second / (First + Second), First / (First + Second)],
            [Second / (Math.Exp(-0.001) * Second + Math.Exp(0.001) * First), First / (Math.Exp(-0.001) * Second + Math.Exp(0.001) * First)]),
        // w' g_0 g + c |g_0| |g_w| still falls at w = (1, 0): d = g_0 + 0.4 sqrt(3) g_1 / sqrt(18), times 2 / 1.16.
        new(new CaGrad(), "the worst task is the first, whatever the others: w = (1, 0)", [(0.5 + 0.4 * Math.Sqrt(3) / First) * 2 / 1.16, 0.5 * 2 / 1.16]),
        new(new CaGrad { C = 0 }, "the mean gradient times 2", [1, 1]),
        new(new NashMtl(), "1 / (|g_t| sqrt(1 + cos)), times the root of |G| = sqrt(2736)",
            [Math.Pow(2736, 0.25) / First / Math.Sqrt(1 + Cosine), Math.Pow(2736, 0.25) / Second / Math.Sqrt(1 + Cosine)]),
        new(new RandomWeighting(), "the stated formula on the stream itself", Drawn(0), Drawn(1)),
        new(new ScaleInvariant(), "1 / L", [2, 0.5], [4, 0.5]),
        new(new GradVac(), "first as PCGrad; then the usual cosine is a hundredth of cos",
            [20.0 / 9, 30.0 / 19], [1 + Turned(Second / First), 1 + Turned(First / Second)]),
        // Task 1's log-loss fell by log 2 and task 2's not: the logits are (0.025, -0.025) below and above.
        new(new Famo(), "z / L of sum 1", [0.8, 0.2], Normalized(4 * Math.Exp(-0.025), 0.5 * Math.Exp(0.025))),
        // 18 a - 22 b = a^-1/2 and -22 a + 38 b = b^-1/2, each solved for its own number by bisection in turn, in another language.
        new(new FairGrad(), "coordinate after coordinate", [0.47136292232353755, 0.3194542281854953]),
        new(new FairGrad { Alpha = 1 }, "Nash-MTL's closed form", [1 / First / Math.Sqrt(1 + Cosine), 1 / Second / Math.Sqrt(1 + Cosine)]),
        new(new UpGrad(), "for two tasks half of PCGrad's sum", [10.0 / 9, 15.0 / 19]),
        new(new DualProj(), "(1, 1, 1) + l g_1 at a right angle to g_1: l = 2 / 18", [11.0 / 18, 0.5]),
        // The root of a 2 x 2 matrix is (G + r) / sqrt(tr + 2 r) with r = sqrt(det) = sqrt(200), tr = 56; its inverse's rows are summed.
        new(new AlignedMtl(), "sqrt(smallest eigenvalue) G^-1/2 (1/2, 1/2)", Aligned()),
        new(new ConFig(), "along u_1 + u_2; the sum of projections makes the factor (|g_1| + |g_2|) / 2", [(First + Second) / 2 / First, (First + Second) / 2 / Second]),
        new(new GradNorm(), "ones; the longer gradient's weight falls by the rate, the other's rises", [1, 1], [1.025, 0.975]),
        // G / unit^2 with unit = (sqrt 18 + sqrt 38) / 2: by its slope, 100 w_1 - 63 over 27.08, w_1 jumps 1, 0, 1, 0, ... and is 0 after 20 steps; then 2 (w + 0.3 / 2) / 1.3.
        new(new SdmGrad(), "the inner steps jump between the corners", [3.0 / 13, 23.0 / 13]),
        // Momentum dies away with a small rate: the minimum of |g_w + 0.3 g_0|^2 over w, at 100 w_1 = 63.
        new(new SdmGrad { Rate = 0.1, Iterations = 4000 }, "many small steps end at the minimum", [2 * (0.63 + 0.15) / 1.3, 2 * (0.37 + 0.15) / 1.3]),
        // G (1/2, 1/2) + 0.1 (1/2, 1/2) = (-1.95, 8.05).
        new(new MoDo(), "(0.695, -0.305), whose nearest point of the simplex is a corner", [1, 0]),
        new(new MoDo { Gamma = 0.05 }, "(0.5975, 0.0975) and half of what is missing to 1", [0.75, 0.25]),
        new(new SmoothTchebycheff(), "softmax of (2.5, 10), halved", [0.5 / (1 + Math.Exp(7.5)), 0.5 / (1 + Math.Exp(-7.5))]),
    ];

    public static TheoryData<int, string> Examples()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < Rows.Count; i++) data.Add(i, Rows[i].Method.ToString());
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void TheWeightsAreThoseOfTheWorkedExample(int index, string name)
    {
        var (method, state, losses) = (Rows[index].Method, Rows[index].Method.NewState(2), new[] { 0.5, 2 });
        for (var step = 0; step < Rows[index].Steps.Length; step++)
        {
            var found = Weighing.Step(method, Vectors.Gram(Jacobian), losses, state, Seeds.Stream(1, "step", step)).Shared;
            for (var t = 0; t < 2; t++)
                Assert.True(Math.Abs(Rows[index].Steps[step][t] - found[t]) < 1e-7, $"{name}, step {step + 1}: {found[t]} instead of {Rows[index].Steps[step][t]} ({Rows[index].Source})");
            losses[0] /= 2;
            if (method.Needs.HasFlag(WeightingNeeds.LossesAfter)) method.Observe(losses, state);
        }
    }

    private static double[] Normalized(double first, double second) => [first / (first + second), second / (first + second)];

    private static double[] Shares(double first, double second) => Normalized(Math.Exp(first), Math.Exp(second));

    // Two standard normal numbers by Box and Muller's formula, each from two of the stream's.
    private static double[] Drawn(int step)
    {
        var random = Seeds.Stream(1, "step", step);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var first = Normal();
        return Shares(first, Normal());
    }

    // What the other gradient adds to turn one from cos to the usual cosine, by the sine rule: sin(angle now - angle wanted) / sin(angle wanted).
    private static double Turned(double ratio)
    {
        var (now, wanted) = (Math.Acos(Cosine), Math.Acos(0.01 * Cosine));
        return ratio * Math.Sin(now - wanted) / Math.Sin(wanted);
    }

    private static double[] Aligned()
    {
        var r = Math.Sqrt(200);
        var factor = Math.Sqrt(28 - Math.Sqrt(584)) * Math.Sqrt(56 + 2 * r) / (((18 + r) * (38 + r)) - 484) / 2;
        return [factor * (38 + r + 22), factor * (18 + r + 22)];
    }
}
