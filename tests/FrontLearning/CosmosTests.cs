using PML.FrontLearning;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.FrontLearning;

public class CosmosTests
{
    private static readonly double[,] Ray = { { 0.2, 0.8 } };

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    [InlineData(false, 8)]
    public void TheGradientIsThatOfTheWeightedLossesLessTheCosine(bool images, double lambda)
    {
        using var scope = NewDisposeScope();
        var method = new Cosmos { Lambda = lambda };
        using var learner = SmallProblem.Start(method, images ? SmallProblem.Images(method) : SmallProblem.Table(method));
        SmallProblem.AgreesWithDifferences(learner, Ray, images ? SmallProblem.ImageBatch() : SmallProblem.TableBatch(), (_, losses) =>
            0.2 * losses[0, 0] + 0.8 * losses[0, 1] - lambda * Cosine([losses[0, 0], losses[0, 1]], [0.2, 0.8]));
    }

    [Fact]
    public void TheCosineDoesNotPullAlongTheLossesNorWhereTheyPointAlongTheRay()
    {
        double[] losses = [0.5, 2, 1], ray = [0.6, 0.1, 0.3];
        Assert.Equal(0, Cosmos.CosineSlopes(losses, ray).Zip(losses, (slope, loss) => slope * loss).Sum(), 1e-12);
        Assert.All(Cosmos.CosineSlopes([1.2, 0.2, 0.6], ray), slope => Assert.Equal(0, slope, 1e-12));
        Assert.All(Cosmos.CosineSlopes([0, 0, 0], ray), slope => Assert.Equal(0, slope));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SeveralNetworksAtOnceGiveWhatEachGivesAlone(bool images)
    {
        using var scope = NewDisposeScope();
        var method = new Cosmos();
        var objective = images ? SmallProblem.Images(method) : SmallProblem.Table(method);
        using var learner = SmallProblem.Start(method, objective);
        using var front = learner.Front(objective.Network);
        var x = (images ? SmallProblem.ImageBatch() : SmallProblem.TableBatch()).X.to(float32);
        double[][] rays = [[0.3, 0.7], [1, 0], [0.5, 0.5]];
        var together = objective.Network.Forward(front.Interpolate(rays), x);
        for (var w = 0; w < rays.Length; w++)
            for (var t = 0; t < 2; t++)
                SmallProblem.Close(objective.Network.Forward(front.Interpolate([rays[w]]), x)[t].select(0, 0), together[t].select(0, w), 1e-5);
        Assert.True(together[0].select(0, 0).sub(together[0].select(0, 1)).norm().item<float>() > 1e-4, "the ray changes the outputs");
    }

    [Fact]
    public void MembersDifferInTheRayAlone()
    {
        using var scope = NewDisposeScope();
        var method = new Cosmos();
        var objective = SmallProblem.Images(method);
        using var learner = SmallProblem.Start(method, objective);
        using var ensemble = Assert.IsType<Ensemble>(learner.Front(objective.Network));
        // Two more planes of 10 kernels of 5 x 5, and 2 x 2 x (4 x 4 + 6 x 6) for making them.
        Assert.Equal(27450 + 500 + 208, learner.Theta.numel());
        var weights = Tensors.ToArray(ensemble.Interpolate([[0.25, 0.75]]));
        Assert.Equal(Tensors.ToArray(learner.Theta), weights[..^2]);
        Assert.Equal([0.25f, 0.75f], weights[^2..]);
        Assert.Equal((208 + 500 + 21330, 2, 0), (objective.Network.SharedCount, objective.Network.DecoderInputs.Count, objective.Network.StatisticsCount));
    }

    [Fact]
    public void ANetworkThatReadsNoRayIsRefused()
    {
        Assert.Contains("Cosmos.Adapt makes one", Assert.Throws<PmlException>(() => new Cosmos().Start(SmallProblem.Table(new PmlOptions()), 0, CPU)).Message);
        var adapted = new Cosmos().Adapt(new LeNet());
        Assert.Same(adapted, new Cosmos().Adapt(adapted));
    }

    private static double Cosine(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));
}
