using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Weighting;

/// <summary>What the learner gives to a method that looks at the gradients of two batches.</summary>
public class DoubleSamplingTests
{
    public static TheoryData<WeightingMethod> Methods() => [new SdmGrad(), new MoDo()];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EachNetworkGetsTheProductsOfItsOwnGradientsOnTheTwoBatches(int networks)
    {
        using var scope = NewDisposeScope();
        var (objective, first, second) = Network();
        var probe = new Probe(WeightingNeeds.CrossGram | WeightingNeeds.Gram);
        using var learner = new SinglePointLearner(probe, objective, 4, CPU, networks);
        learner.Step(first with { Another = () => second }, new Random(0));

        for (var n = 0; n < networks; n++)
        {
            var (g, h) = (Gradients(first, n), Gradients(second, n));
            for (var i = 0; i < 2; i++)
                for (var j = 0; j < 2; j++)
                {
                    Assert.Equal(Product(g[i], g[j]), probe.Grams[n][i, j], 1e-6);
                    Assert.Equal(Product(g[i], h[j]), probe.Crosses[n][i, j], 1e-6);
                    Assert.True(Math.Abs(Product(g[i], h[j]) - Product(g[i], g[j])) > 1e-4);
                }
        }

        float[][] Gradients(Batch batch, int network) =>
            [.. objective.Evaluate(learner.Theta.narrow(0, network, 1), batch).TaskGradients().Select(gradient => Tensors.ToArray(gradient)[..(int)objective.SharedCount])];

        static double Product(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
    }

    [Fact]
    public void WhereThereIsNoOtherBatchTheProductsAreTheGramMatrix()
    {
        using var scope = NewDisposeScope();
        var (objective, first, _) = Network();
        var probe = new Probe(WeightingNeeds.CrossGram | WeightingNeeds.Gram);
        using var learner = new SinglePointLearner(probe, objective, 4, CPU);
        learner.Step(first, new Random(0));
        Assert.Equal(probe.Grams, probe.Crosses);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ItCostsTwoForwardAndTwoBackwardPassesATask(WeightingMethod method)
    {
        using var scope = NewDisposeScope();
        var (objective, first, second) = Network();
        var counted = new Counted(objective);
        using var learner = method.Start(counted, 4, CPU);
        learner.Step(first with { Another = () => second }, new Random(0));
        Assert.Equal([first.X, second.X], counted.Inputs);
        Assert.Equal(4, counted.Backwards);
        learner.Step(first, new Random(0));
        Assert.Equal([first.X, second.X, first.X], counted.Inputs);
        Assert.Equal(6, counted.Backwards);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheNetworkStepsAlongTheFirstBatchesGradients(WeightingMethod method)
    {
        using var scope = NewDisposeScope();
        var (objective, first, second) = Network();
        using var learner = method.Start(objective, 4, CPU);
        var gradients = objective.Evaluate(learner.Theta, first).TaskGradients();
        var others = objective.Evaluate(learner.Theta, second).TaskGradients();
        var cross = TaskGradients.Cross(gradients, others, objective.SharedCount)[0];
        var expected = method.Weigh(new WeightingInput(2, null, null, method.NewState(2), new Random(0), cross));
        var found = Tensors.ToArray(learner.Step(first with { Another = () => second }, new Random(0)).Gradient);
        var (g1, g2) = (Tensors.ToArray(gradients[0]), Tensors.ToArray(gradients[1]));
        for (var i = 0; i < found.Length; i++)
        {
            var coefficients = i < objective.SharedCount ? expected.Shared : expected.Own;
            Assert.Equal(coefficients[0] * g1[i] + coefficients[1] * g2[i], found[i], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void RunningStatisticsFollowTheFirstBatchAlone(WeightingMethod method)
    {
        using var scope = NewDisposeScope();
        var images = rand([6, 3, 8, 8], float32);
        var batch = new Batch(images, [zeros([6], int64), zeros([6], int64)]) { Another = () => new Batch(images.mul(5), [zeros([6], int64), zeros([6], int64)]) };
        Assert.Equal(After(new LinearScalarization()), After(method));

        float[] After(IMethod one)
        {
            var network = new Objectives.ConvBatchNormNetwork();
            var running = network.NewStatistics(CPU)!;
            using var learner = one.Start(new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()], running), 0, CPU);
            learner.Step(batch, new Random(0));
            return Tensors.ToArray(running);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ATrainingGivesASecondBatchOfTheSameSplitInAnotherOrder(WeightingMethod method)
    {
        using var data = SyntheticData.Images(96, CPU);
        var counted = new Counted(new NetworkObjective(new LeNet(), [new CrossEntropy(), new CrossEntropy()]));
        using var learner = new Trainer(new TrainOptions { Epochs = 2, BatchSize = 32, Seed = 5 }).Train(method, counted, data);
        Assert.Equal(12, counted.Samples.Count); // two batches at each of six steps
        float[][] all = [.. Enumerable.Range(0, 2).Select(which => counted.Samples.Where((_, i) => i % 2 == which).SelectMany(samples => samples).ToArray())];
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var (first, second) = (all[0][(96 * epoch)..(96 * epoch + 96)], all[1][(96 * epoch)..(96 * epoch + 96)]);
            Assert.NotEqual(first, second);
            Assert.Equal(first.Order(), second.Order());
        }

        SimplexProjectionTests.IsShares(learner.State);
        Assert.NotEqual(method.NewState(2), learner.State);
    }

    [Fact]
    public void AProductThatIsNoNumberReachesNoMethodAndOneThatWasNotAskedForIsRefused()
    {
        Assert.False(new WeightingInput(1, null, null, [], new Random(0), new[,] { { double.NaN } }).AllFinite);
        Assert.Contains("Needs", Assert.Throws<InvalidOperationException>(() => new MoDo().Weigh(new WeightingInput(1, null, new[,] { { 1.0 } }, new double[1], new Random(0)))).Message);
    }

    private static (NetworkObjective Objective, Batch First, Batch Second) Network()
    {
        var random = new Random(3);
        var objective = new NetworkObjective(new Mlp(12, 9, [2, 3]), [new CrossEntropy(), new CrossEntropy()]);
        return (objective, NewBatch(), NewBatch());

        Batch NewBatch() => new(tensor([.. Enumerable.Range(0, 96).Select(_ => (float)random.NextDouble() - 0.5f)], [8, 12], float32), [Classes(2), Classes(3)]);

        Tensor Classes(int count) => tensor([.. Enumerable.Range(0, 8).Select(_ => (long)random.Next(count))], [8], int64);
    }

    /// <summary>Equal weights, and a note of what was seen.</summary>
    private sealed record Probe(WeightingNeeds Asked) : WeightingMethod("Probe")
    {
        internal List<double[,]> Grams { get; } = [];

        internal List<double[,]> Crosses { get; } = [];

        public override WeightingNeeds Needs => Asked;

        public override Coefficients Weigh(WeightingInput input)
        {
            Grams.Add(input.Gram);
            Crosses.Add(input.CrossGram);
            return new double[] { 1, 1 };
        }
    }

    /// <summary>An objective that notes each evaluation's inputs and counts its backward passes.</summary>
    private sealed class Counted(IVectorObjective inner) : IVectorObjective
    {
        internal List<Tensor> Inputs { get; } = [];

        internal List<float[]> Samples { get; } = [];

        internal int Backwards { get; private set; }

        public int TaskCount => inner.TaskCount;

        public long ParameterCount => inner.ParameterCount;

        public long SharedCount => inner.SharedCount;

        public float[] Initialize(Random random) => inner.Initialize(random);

        public IEvaluation Evaluate(Tensor thetas, Batch batch)
        {
            Inputs.Add(batch.X);
            Samples.Add(Tensors.ToArray(batch.X.reshape(batch.X.shape[0], -1).sum(1)));
            return new Evaluation(this, inner.Evaluate(thetas, batch));
        }

        private sealed class Evaluation(Counted owner, IEvaluation inner) : IEvaluation
        {
            public double[,] Losses => inner.Losses;

            public IReadOnlyList<Tensor> TaskGradients()
            {
                var gradients = inner.TaskGradients();
                owner.Backwards += gradients.Count;
                return gradients;
            }

            public Tensor Gradient(double[,] coefficients)
            {
                owner.Backwards++;
                return inner.Gradient(coefficients);
            }
        }
    }
}
