using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>What every method that is a function of numbers must keep, whatever the gradients are.</summary>
public class WeightingContract
{
    private const int Samples = 150, Steps = 3;

    /// <summary>
    /// A method's scaling law. Its coefficients are multiplied by s^Gradients when all gradients are multiplied by s, and by s^Losses when all losses are
    /// while the gradients stay; null: no such law. Equal: the multiple of g that T equal gradients g with losses of 1 give at the first step, from (T, |g|).
    /// </summary>
    internal sealed record Law(WeightingMethod Method, double? Gradients, double? Losses, Func<int, double, double> Equal)
    {
        public override string ToString() => Method.ToString();
    }

    internal static IReadOnlyList<Law> Laws { get; } =
    [
        new(new LinearScalarization(), 0, 0, (_, _) => 1),
        new(new SingleTask(), 0, 0, (_, _) => 1),
        // The losses' variances are learned: their scale shows from the second step on.
        new(new UncertaintyWeighting(), 0, null, (tasks, _) => tasks / 2.0),
        new(new Mgda(), 0, 0, (tasks, _) => tasks),
        new(new Mgda { TimesTasks = false }, 0, 0, (_, _) => 1),
        new(new Mgda { Iteration = true }, 0, 0, (tasks, _) => tasks),
        new(new Mgda { Scale = GradientScale.Norm }, 0, 0, (tasks, _) => tasks),
        new(new Mgda { Scale = GradientScale.Loss }, 0, 0, (tasks, _) => tasks),
        new(new Mgda { Scale = GradientScale.LossAndNorm }, 0, 0, (tasks, _) => tasks),
        // The past begins with ones: only after two windows does the scale cancel.
        new(new DynamicWeightAverage(), 0, 0, (_, _) => 1),
        new(new DynamicWeightAverage { Window = 1 }, 0, null, (_, _) => 1),
        new(new PcGrad(), 0, 0, (tasks, _) => tasks),
        new(new Imtl(), 0, 0, (_, _) => 1),
        new(new CaGrad(), 0, 0, (tasks, _) => tasks * 1.4 / 1.16),
        new(new CaGrad { Rescale = false, TimesTasks = false, C = 0.7 }, 0, 0, (_, _) => 1.7),
        new(new CaGrad { C = 0 }, 0, 0, (tasks, _) => tasks),
        new(new NashMtl(), 0, 0, (tasks, _) => tasks),
        new(new NashMtl { Normalize = false }, -1, 0, (tasks, norm) => Math.Sqrt(tasks) / norm),
        new(new RandomWeighting(), 0, 0, (_, _) => 1),
        new(new ScaleInvariant(), 0, -1, (tasks, _) => tasks),
        new(new Imtl { Kind = ImtlKind.Losses }, 0, null, (tasks, _) => tasks),
        new(new Imtl { Kind = ImtlKind.Hybrid }, 0, null, (_, _) => 1),
        new(new GradVac(), 0, 0, (tasks, _) => tasks),
        new(new GradVac { Decay = 1 }, 0, 0, (tasks, _) => tasks),
        new(new Famo(), 0, 0, (_, _) => 1),
        new(new FairGrad(), -4.0 / 3, 0, (tasks, norm) => tasks * Math.Pow(tasks * norm * norm, -2.0 / 3)),
        new(new FairGrad { Alpha = 1 }, -1, 0, (tasks, norm) => Math.Sqrt(tasks) / norm),
        new(new FairGrad { Alpha = 0.5 }, -2.0 / 3, 0, (tasks, norm) => tasks * Math.Pow(tasks * norm * norm, -1.0 / 3)),
        new(new FairGrad { Alpha = 10 }, -20.0 / 11, 0, (tasks, norm) => tasks * Math.Pow(tasks * norm * norm, -10.0 / 11)),
        new(new UpGrad(), 0, 0, (_, _) => 1),
        new(new DualProj(), 0, 0, (_, _) => 1),
        new(new AlignedMtl(), 0, 0, (_, _) => 1),
        new(new ConFig(), 0, 0, (tasks, _) => tasks),
        new(new GradNorm(), 0, 0, (tasks, _) => tasks),
        new(new SdmGrad(), 0, 0, (tasks, _) => tasks),
        new(new SdmGrad { Rate = 0.1 }, 0, 0, (tasks, _) => tasks),
        // Its gamma has the unit of 1 / gradient^2.
        new(new MoDo(), null, 0, (_, _) => 1),
        // Its mu has the losses' unit.
        new(new SmoothTchebycheff(), 0, null, (tasks, _) => 1.0 / tasks),
    ];

    public static TheoryData<int, string> Methods()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < Laws.Count; i++) data.Add(i, Laws[i].ToString());
        return data;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ItGivesOneFiniteNumberATaskAndLeavesItsInputAlone(int index, string name) => GramCase.Of(1, 10).Sample(
        input =>
        {
            var (gram, losses) = (input.Gram, input.Losses.ToArray());
            foreach (var found in Weighing.Steps(Laws[index].Method, gram, losses, Steps, input.Seed))
            {
                Assert.Equal(input.Tasks, found.Shared.Length);
                Assert.Equal(input.Tasks, found.Own.Length);
                Assert.True(found.Shared.Concat(found.Own).Append(found.MaxNorm).All(double.IsFinite), $"{name}: [{string.Join(", ", found.Shared)}]");
            }

            Assert.Equal(input.Gram, gram);
            Assert.Equal(input.Losses, losses);
        },
        iter: Samples);

    [Theory]
    [MemberData(nameof(Methods))]
    public void ItDependsOnItsArgumentsAlone(int index, string name) => GramCase.Of(1, 10).Sample(
        input =>
        {
            var first = Weighing.Steps(Laws[index].Method, input.Gram, input.Losses, Steps, input.Seed);
            var again = Weighing.Steps(Laws[index].Method, input.Gram, input.Losses, Steps, input.Seed);
            for (var step = 0; step < Steps; step++) Assert.True(first[step].Shared.SequenceEqual(again[step].Shared), name);
        },
        iter: 20);

    // Random orders and random weights have this law in their distribution only: PcGradTests and LossWeightingTests.
    [Theory]
    [MemberData(nameof(Methods))]
    public void TasksMayComeInAnyOrder(int index, string name)
    {
        var method = Laws[index].Method;
        if (method is RandomWeighting or SingleTask) return;
        // At the released rate the inner steps jump between corners of the simplex, and magnify what rounding leaves.
        if (method is SdmGrad { Rate: > 1 }) return;
        // The released iteration stops early, wherever rounding has led it; IMTL's ridge magnifies rounding where gradients are dependent.
        var tolerance = method switch { Mgda { Iteration: true } => 1e-2, Imtl => 1e-4, _ => 1e-6 };
        GramCase.Exact(1, method is PcGrad or GradVac ? 2 : 10).Sample(
            input =>
            {
                // Dependent gradients reach one shortest vector by many weights, which then go to gradients of other lengths.
                if (input.Kind == GramKind.RankDeficient && method is Mgda { Scale: not GradientScale.None }) return;
                var order = Enumerable.Range(0, input.Tasks).ToArray();
                new Random(input.Seed).Shuffle(order);
                double[][] rows = [.. order.Select(t => input.Jacobian[t])];
                double[] losses = [.. order.Select(t => input.Losses[t])];
                var found = Weighing.Steps(method, input.Gram, input.Losses, Steps);
                var reordered = Weighing.Steps(method, Vectors.Gram(rows), losses, Steps);
                for (var step = 0; step < Steps; step++)
                    AssertSameDirection(name, input.Jacobian, found[step].Shared, [.. order.Select((_, t) => reordered[step].Shared[Array.IndexOf(order, t)])], tolerance);
            },
            iter: Samples);
    }

    // Powers of two, which round nothing: what changes is the method's own doing.
    [Theory]
    [MemberData(nameof(Methods))]
    public void ItScalesAsStated(int index, string name) => Gen.Select(GramCase.Exact(1, 10), Gen.Int[-20, 20]).Sample(
        (input, doublings) =>
        {
            var (law, s) = (Laws[index], Math.Pow(2, doublings));
            double[][] rows = [.. input.Jacobian.Select(row => Vectors.Scaled(row, s))];
            // Adam's epsilon has a scale.
            if (law.Method is GradNorm && rows.Concat(input.Jacobian).Any(row => Vectors.Norm(row) < 1)) return;
            var found = Weighing.Steps(law.Method, input.Gram, input.Losses, 1);
            var scaled = Weighing.Steps(law.Method, Vectors.Gram(rows), input.Losses, 1);
            if (law.Gradients is { } power) AssertSameDirection(name, rows, Vectors.Scaled(found[0].Shared, Math.Pow(s, power)), scaled[0].Shared, 1e-6);
            if (law.Losses is not { } exponent) return;
            scaled = Weighing.Steps(law.Method, input.Gram, Vectors.Scaled(input.Losses, Math.Max(s, 1 / s)), 1);
            AssertSameDirection(name, input.Jacobian, Vectors.Scaled(found[0].Shared, Math.Pow(Math.Max(s, 1 / s), exponent)), scaled[0].Shared, 1e-6);
        },
        iter: Samples);

    [Theory]
    [MemberData(nameof(Methods))]
    public void EqualGradientsGiveTheStatedMultipleOfThem(int index, string name) => Gen.Select(Gen.Int[1, 10], Gen.Double[0.1, 10], Gen.Int[0, 1000]).Sample(
        (tasks, norm, seed) =>
        {
            var gram = new double[tasks, tasks];
            for (var i = 0; i < tasks; i++)
                for (var j = 0; j < tasks; j++)
                    gram[i, j] = norm * norm;
            var expected = Laws[index].Equal(tasks, norm);
            var multiple = Weighing.First(Laws[index].Method, gram, seed: seed).Shared.Sum();
            Assert.True(Math.Abs(multiple - expected) < 1e-6 * expected, $"{name}: {multiple} instead of {expected}");
        },
        iter: 50);

    [Theory]
    [MemberData(nameof(Methods))]
    public void OneTaskAloneGetsAPositiveWeight(int index, string name) => GramCase.Of(1, 1, GramKind.FullRank, GramKind.Scaled).Sample(
        input =>
        {
            foreach (var found in Weighing.Steps(Laws[index].Method, input.Gram, input.Losses, Steps))
                Assert.True(found.Shared[0] > 0 && found.Own[0] > 0, name);
        },
        iter: 50);

    private static void AssertSameDirection(string name, double[][] rows, double[] expected, double[] found, double tolerance)
    {
        var difference = Vectors.Norm(Vectors.Combination(Vectors.Plus(expected, found, -1), rows));
        var size = Math.Max(Vectors.Size(expected, rows), Vectors.Size(found, rows));
        Assert.True(difference <= tolerance * size, $"{name}: {difference / size}; [{string.Join(", ", expected)}] and [{string.Join(", ", found)}]");
    }
}
