using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Tests.ParetoManifold;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Tests.Weighting;

public class RotoGradTests
{
    private const int Features = 12, Hidden = 9;
    private static readonly Mlp Network = new(Features, Hidden, [2, 3]);
    private static readonly NetworkObjective Objective = new(Network, [new CrossEntropy(), new CrossEntropy()]);

    [Fact]
    public void TheFirstStepWithoutScalingIsTheSumOfTheLosses()
    {
        using var scope = NewDisposeScope();
        var batch = NewBatch(8);
        using var learner = new RotoGrad { Scaling = false }.Start(Objective, 3, CPU);
        using var sum = new LinearScalarization { Weights = [1, 1] }.Start(Objective, 3, CPU);
        Close(sum.Step(batch, new Random(0)).Gradient, learner.Step(batch, new Random(0)).Gradient, 1e-6);
    }

    [Fact]
    public void SharedGradientsByTheRepresentationAreMadeEquallyLongAndDecodersLeftAlone()
    {
        using var scope = NewDisposeScope();
        var batch = NewBatch(8);
        using var learner = new RotoGrad().Start(Objective, 3, CPU);
        var evaluation = Objective.Evaluate(learner.Theta, batch);
        double[] norms = [.. evaluation.RepresentationGradients().Select(g => (double)g.norm().item<float>())];
        var tasks = evaluation.TaskGradients();
        var expected = tasks[0].add(tasks[1]);
        // In the first step both tasks have half of the share.
        var length = norms.Average();
        expected.narrow(1, 0, Network.SharedCount).copy_(
            tasks[0].mul(length / norms[0]).add(tasks[1].mul(length / norms[1])).narrow(1, 0, Network.SharedCount));
        Close(expected, learner.Step(batch, new Random(0)).Gradient, 1e-5);
    }

    // Ratios 1 and 2, so shares 1/3 and 2/3: C = 3/3 + 2/3.
    [Fact]
    public void ATaskThatConvergesSlowlyCountsMore()
    {
        var scales = RotoGradLearner.Scales([3, 1], [3, 0.5]);
        Assert.Equal(5.0 / 9, scales[0], 1e-12);
        Assert.Equal(5.0 / 3, scales[1], 1e-12);
    }

    [Fact]
    public void FirstNormsAreTakenAnewAfterTheBurnIn()
    {
        using var scope = NewDisposeScope();
        using var learner = new RotoGrad { BurnIn = 3 }.Start(Objective, 3, CPU);
        var firsts = Enumerable.Range(0, 6).Select(step =>
        {
            learner.Step(NewBatch(8, step), new Random(0));
            return learner.State[0];
        }).ToArray();
        Assert.Equal([firsts[0], firsts[0], firsts[0], firsts[3], firsts[3], firsts[3]], firsts);
        Assert.NotEqual(firsts[0], firsts[3]);
    }

    [Fact]
    public void RotationsStayRotations()
    {
        using var scope = NewDisposeScope();
        using var learner = Rotated(steps: 300);
        var product = learner.Matrices.bmm(learner.Matrices.transpose(1, 2));
        for (var t = 0; t < 2; t++)
            for (var i = 0; i < Hidden; i++)
                for (var j = 0; j < Hidden; j++)
                    Assert.Equal(i == j ? 1 : 0, product.select(0, t)[i, j].item<double>(), 1e-10);
        Assert.True(learner.Matrices.select(0, 0).sub(learner.Matrices.select(0, 1)).norm().item<double>() > 1, "they have turned");
    }

    [Fact]
    public void TheNetworkThatComesOutRotatesItsRepresentation()
    {
        using var scope = NewDisposeScope();
        using var learner = Rotated(steps: 20);
        var x = NewBatch(8).X;
        var parameters = Network.Parameters.Select(p => p.Count).ToArray();
        Tensor[] w = [.. learner.Theta.split(parameters, 1).Zip(Network.Parameters, (slice, p) => slice.reshape(p.Shape))];
        var z = relu(linear(x, w[0], w[1]));
        var outputs = Network.Forward(learner.Weights(), x);
        for (var t = 0; t < 2; t++)
        {
            var rotated = z.mm(learner.Matrices.select(0, t).to(float32).t());
            Close(linear(rotated, w[2 + 2 * t], w[3 + 2 * t]), outputs[t].select(0, 0), 1e-5);
        }
    }

    [Fact]
    public void TheGradientThroughTheRotationsIsThatOfCentralDifferences()
    {
        using var scope = NewDisposeScope();
        var random = new Random(5);
        using var rotations = new Rotations(Network.DecoderInputs, 0.1, CPU);
        for (var step = 0; step < 10; step++) rotations.Align([Doubles([1, 8, Hidden], random), Doubles([1, 8, Hidden], random)], [1, 1]);
        var theta = Doubles([1, Network.ParameterCount], random);
        var batch = NewBatch(8);
        batch = batch with { X = batch.X.to(float64) };
        var gradient = rotations.Unfold(Objective.Evaluate(rotations.Fold(theta), batch).Gradient(new double[,] { { 1, 2 } }));
        for (var trial = 0; trial < 5; trial++)
        {
            var direction = Doubles([1, Network.ParameterCount], random);
            var slope = (Total(theta.add(direction.mul(1e-6))) - Total(theta.sub(direction.mul(1e-6)))) / 2e-6;
            Assert.Equal(slope, gradient.mul(direction).sum().item<double>(), 1e-6 * Math.Abs(slope) + 1e-8);
        }

        double Total(Tensor at)
        {
            var losses = Objective.Evaluate(rotations.Fold(at), batch).Losses;
            return losses[0, 0] + 2 * losses[0, 1];
        }
    }

    // Adam's first step turns in each plane by the rate, down the slope of the source's loss.
    [Fact]
    public void ARotationTurnsDownTheSlopeOfItsLoss()
    {
        using var scope = NewDisposeScope();
        var random = new Random(7);
        Tensor[] gradients = [Doubles([1, 8, Hidden], random), Doubles([1, 8, Hidden], random).mul(3)];
        double[] norms = [.. gradients.Select(g => g.norm().item<double>())];
        using var rotations = new Rotations(Network.DecoderInputs, 1e-6, CPU);
        rotations.Align(gradients, norms);
        var mean = gradients[0].add(gradients[1]).div(2).norm();
        var v = gradients[0].div(norms[0]).add(gradients[1].div(norms[1])).div(2).mul(mean).select(0, 0);
        for (var t = 0; t < 2; t++)
            for (var i = 0; i < Hidden; i++)
                for (var j = 0; j < i; j++)
                {
                    var slope = Loss(t, i, j, 1e-5) - Loss(t, i, j, -1e-5);
                    Assert.Equal(-1e-6 * Math.Sign(slope), rotations.Matrices[t].select(0, i).select(0, j).item<double>(), 1e-8);
                }

        // The mean over samples of |R v - g|^2, with the plane of i and j turned by an angle.
        double Loss(int task, int i, int j, double angle)
        {
            var a = zeros([Hidden, Hidden], float64);
            a[i, j].fill_(angle);
            a[j, i].fill_(-angle);
            return v.mm(a.matrix_exp().t()).sub(gradients[task].select(0, 0)).square().sum(1).mean().item<double>();
        }
    }

    [Fact]
    public void TasksAgreeMoreInTheTurnedRepresentation()
    {
        using var scope = NewDisposeScope();
        var random = new Random(7);
        Tensor[] gradients = [Doubles([1, 8, Hidden], random), Doubles([1, 8, Hidden], random)];
        using var rotations = new Rotations(Network.DecoderInputs, 0.01, CPU);
        var before = Cosine();
        for (var step = 0; step < 100; step++) rotations.Align(Sent(), [.. Sent().Select(g => g.norm().item<double>())]);
        Assert.True(Cosine() > before + 0.3, $"{before} -> {Cosine()}");

        // A decoder's gradient comes back through its rotation: R_t' g.
        Tensor[] Sent() => [.. gradients.Select((g, t) => g.select(0, 0).mm(rotations.Matrices.select(0, t)).unsqueeze(0))];

        double Cosine()
        {
            var sent = Sent();
            return sent[0].mul(sent[1]).sum().item<double>() / (sent[0].norm().item<double>() * sent[1].norm().item<double>());
        }
    }

    // 301 samples go through the network in two parts.
    [Theory]
    [InlineData(8)]
    [InlineData(301)]
    public void GradientsByTheRepresentationCarryOnToTheEncoder(int samples)
    {
        using var scope = NewDisposeScope();
        var random = new Random(11);
        var theta = Doubles([2, Network.ParameterCount], random);
        var batch = NewBatch(samples);
        batch = batch with { X = batch.X.to(float64) };
        var evaluation = Objective.Evaluate(theta, batch);
        var byRepresentation = evaluation.RepresentationGradients();
        var tasks = evaluation.TaskGradients();
        for (var w = 0; w < 2; w++)
        {
            var hidden = linear(batch.X, theta[w].narrow(0, 0, Features * Hidden).view(Hidden, Features), theta[w].narrow(0, Features * Hidden, Hidden));
            for (var t = 0; t < 2; t++)
                Close(byRepresentation[t].select(0, w).mul(hidden.gt(0).to(float64)).sum([0]), tasks[t][w].narrow(0, Features * Hidden, Hidden), 1e-12);
        }
    }

    [Fact]
    public void WithoutASharedRepresentationItIsRefused()
    {
        using var scope = NewDisposeScope();
        var quadratic = new QuadraticObjective(new double[,] { { 1 }, { 2 } });
        var error = Assert.Throws<PmlException>(() => new RotoGrad().Start(quadratic, 0, CPU));
        Assert.StartsWith("RotoGrad rotates the representation that a network's decoders share", error.Message);
        var network = new Objectives.ConvBatchNormNetwork();
        using var running = network.NewStatistics(CPU)!;
        var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()], running);
        Assert.Contains("found ConvBatchNormNetwork", Assert.Throws<PmlException>(() => new RotoGrad().Start(objective, 0, CPU)).Message);

        IEvaluation[] without = [quadratic.Evaluate(zeros([1, 1]), default), objective.Evaluate(zeros([1, network.ParameterCount]), new Batch(zeros([2, 3, 8, 8]), [zeros([2], int64), zeros([2], int64)]))];
        Assert.All(without, evaluation => Assert.Contains("need a network with one", Assert.Throws<PmlException>(evaluation.RepresentationGradients).Message));
    }

    private static RotoGradLearner Rotated(int steps)
    {
        var learner = (RotoGradLearner)new RotoGrad { RotationRate = 0.1 }.Start(Objective, 3, CPU);
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            learner.Step(NewBatch(8, step), new Random(0));
        }

        return learner;
    }

    private static Batch NewBatch(int samples, int seed = 0)
    {
        var random = new Random(seed);
        Tensor Classes(int count) => tensor([.. Enumerable.Range(0, samples).Select(_ => (long)random.Next(count))], [samples], int64);
        return new Batch(Doubles([samples, Features], random).to(float32), [Classes(2), Classes(3)]);
    }

    private static Tensor Doubles(long[] shape, Random random) =>
        tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextDouble() - 0.5)], shape, float64);

    private static void Close(Tensor expected, Tensor found, double tolerance)
    {
        Assert.Equal(expected.shape, found.shape);
        var difference = found.sub(expected).norm().to(float64).item<double>() / expected.norm().to(float64).item<double>();
        Assert.True(difference < tolerance, $"relative difference {difference}");
    }
}
