using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Tests.Objectives;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Weighting;

/// <summary>From the network to the optimizer: what a learner hands on is the method's rule on each task's full gradient, in double precision.</summary>
public class CombinedGradientTests
{
    public static TheoryData<string, int, bool> Cases()
    {
        var cases = new TheoryData<string, int, bool>();
        foreach (var method in Methods())
            foreach (var tasks in new[] { 2, 3 })
                cases.Add(method.Name, tasks, false);
        // A network that shares all its weights.
        foreach (var method in Methods()) cases.Add(method.Name, 2, true);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheGradientIsTheRuleOnTheTasksFullGradients(string name, int tasks, bool sharesAll)
    {
        using var scope = NewDisposeScope();
        var method = Methods().Single(m => m.Name == name);
        var (network, batch) = Problem(tasks);
        var objective = new DoubleObjective(new NetworkObjective(network, [.. Enumerable.Repeat(new CrossEntropy(), tasks)]), sharesAll ? network.ParameterCount : null);
        using var learner = method.Start(objective, 4, CPU);
        var found = Values(learner.Step(batch, Seeds.Stream(2, "step")).Gradient);

        var (gradients, losses) = PlainGradients(network, learner.Theta.to(float64), batch);
        var shared = (int)objective.SharedCount;
        double[][] parts = [.. gradients.Select(gradient => gradient[..shared])];
        var expected = VectorRules.Combined(method, parts, losses, Seeds.Stream(2, "step"));
        AssertClose(expected, found[..shared], $"{name}, shared weights");
        if (sharesAll) return;

        // A task's own weights: what the weighted loss gives them, or the plain one.
        var own = VectorRules.LeavesOwnWeightsAlone(method) ? Weighing.Ones(tasks) : Multipliers(method, parts, losses);
        AssertClose(Vectors.Combination(own, [.. gradients.Select(gradient => gradient[shared..])]), found[shared..], $"{name}, the tasks' own weights");
        for (var t = 0; t < tasks; t++)
        {
            // Decoders follow one another: task t's gradient is 0 in all others.
            var length = (gradients[t].Length - shared) / tasks;
            var elsewhere = gradients[t][shared..].Where((_, i) => i / length != t);
            Assert.All(elsewhere, v => Assert.Equal(0, v));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void AMethodCostsNoMorePassesThanItMust(int tasks)
    {
        using var scope = NewDisposeScope();
        var (network, batch) = Problem(tasks);
        foreach (var method in Methods())
        {
            var objective = new DoubleObjective(new NetworkObjective(network, [.. Enumerable.Repeat(new CrossEntropy(), tasks)]));
            using var learner = method.Start(objective, 4, CPU);
            learner.Step(batch, new Random(0));
            learner.Stepped(batch);
            Assert.Equal((method.Name, method is Famo ? 2 : 1), (method.Name, objective.Forwards));
            var needsEach = method is Mgda or PcGrad or CaGrad or NashMtl or GradVac or FairGrad or UpGrad or DualProj or AlignedMtl or ConFig or GradNorm or Imtl { Kind: not ImtlKind.Losses };
            Assert.Equal((method.Name, needsEach ? tasks : 1), (method.Name, objective.Backwards));
        }
    }

    private static IEnumerable<WeightingMethod> Methods() => Baselines.All.OfType<WeightingMethod>().Where(Weighing.NeedsOneBatch).Prepend(new SingleTask());

    private static (LeNet Network, Batch Batch) Problem(int tasks)
    {
        const int Samples = 5;
        var random = new Random(tasks);
        var x = tensor([.. Enumerable.Range(0, Samples * 28 * 28).Select(_ => random.NextDouble())], [Samples, 1, 28, 28], float64);
        return (new LeNet(tasks), new Batch(x, [.. Enumerable.Range(0, tasks).Select(_ => tensor([.. Enumerable.Range(0, Samples).Select(_ => (long)random.Next(10))], [Samples], int64))]));
    }

    // One forward and one backward a task, through the plain form of the network.
    private static (double[][] Gradients, double[] Losses) PlainGradients(LeNet network, Tensor theta, Batch batch)
    {
        var tasks = batch.Y.Count;
        double[] losses = [];
        double[][] gradients = [.. Enumerable.Range(0, tasks).Select(t =>
        {
            var unit = Matrix.Of(1, tasks, (_, s) => s == t ? 1 : 0);
            var (gradient, found) = PlainForm.Gradient(PlainForm.LeNet, [.. network.Parameters.Select(p => p.Shape)], theta, new double[,] { { 1 } }, unit, batch);
            losses = [.. Enumerable.Range(0, tasks).Select(s => found[0, s])];
            return Values(gradient);
        })];
        return (gradients, losses);
    }

    private static double[] Multipliers(WeightingMethod method, double[][] parts, double[] losses) =>
        Weighing.Step(method, Vectors.Gram(parts), losses, method.NewState(losses.Length), Seeds.Stream(2, "step")).Shared;

    private static double[] Values(Tensor tensor) => [.. tensor.reshape(-1).data<double>()];

    private static void AssertClose(double[] expected, double[] found, string what)
    {
        var difference = Vectors.Norm(Vectors.Plus(expected, found, -1)) / Vectors.Norm(expected);
        Assert.True(difference < 1e-6, $"{what}: a relative difference of {difference}");
    }
}
