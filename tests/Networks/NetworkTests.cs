using PML.Networks;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Networks;

public class NetworkTests
{
    [Theory]
    [InlineData(2, 27_450)]
    [InlineData(3, 30_510)]
    public void LeNetHasThePapersWeights(int tasks, long expected)
    {
        var network = new LeNet(tasks);
        Assert.Equal(expected, network.ParameterCount);
        Assert.Equal(21_330, network.SharedCount);
        Assert.Equal(tasks, network.TaskCount);
    }

    [Fact]
    public void TheCensusPerceptronHasThePapersWeights() => Assert.Equal(121_092, new Mlp(468, 256, [2, 2]).ParameterCount);

    public static TheoryData<Network> Networks() => [new LeNet(3), new Mlp(20, 8, [2, 2]), new ResNet18(width: 2), new SegNet(width: 2)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void ParametersTileTheWeightsInOrderWithDistinctNames(Network network)
    {
        Assert.Equal(network.ParameterCount, network.Parameters.Sum(p => p.Count));
        Assert.Equal(network.Parameters.Count, network.Parameters.Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    public void FirstWeightsAreUniformWithinTheFanInsBound()
    {
        var network = new LeNet();
        var theta = network.Initialize(Seeds.Stream(0, "member"));
        var at = 0;
        foreach (var parameter in network.Parameters)
        {
            var slice = theta.AsSpan(at, (int)parameter.Count).ToArray();
            at += slice.Length;
            Assert.All(slice, w => Assert.InRange(w, parameter.Low, parameter.High));
            if (slice.Length < 500) continue;
            Assert.Equal(0, slice.Average(), 5 * parameter.High / Math.Sqrt(3 * slice.Length));
            Assert.Equal(parameter.High * parameter.High / 3, slice.Average(w => w * w), 0.1 * parameter.High * parameter.High);
        }
    }

    [Fact]
    public void AViewIntoABatchGivesWhatItsCopyGives()
    {
        using var scope = NewDisposeScope();
        var network = new LeNet();
        var theta = tensor(network.Initialize(new Random(1)), [1, network.ParameterCount], float32);
        var images = rand([9, 1, 28, 28], float32);
        var view = network.Forward(theta, images.narrow(0, 4, 5));
        var copy = network.Forward(theta, images.narrow(0, 4, 5).clone());
        var rows = network.Forward(theta, images);
        for (var t = 0; t < 2; t++)
        {
            Assert.Equal(0, view[t].sub(copy[t]).abs().max().item<float>());
            Assert.True(view[t].sub(rows[t].narrow(1, 4, 5)).abs().max().item<float>() < 1e-5);
        }
    }

    [Fact]
    public void WeightsOfAnotherShapeAreRefused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<PmlException>(() => new LeNet().Forward(zeros([1, 7]), zeros([1, 1, 28, 28])));
        Assert.Equal("The weights of a LeNet must have shape [W, 27450]; found [1, 7].", error.Message);
    }

    [Fact]
    public void RunningStatisticsFollowTheForwardsOneAfterAnother()
    {
        using var scope = NewDisposeScope();
        var network = new Objectives.ConvBatchNormNetwork();
        var thetas = tensor([.. Enumerable.Range(0, 3).SelectMany(k => network.Initialize(new Random(k)))], [3, network.ParameterCount], float32);
        var x = rand([4, 3, 8, 8], float32);
        using var together = network.NewStatistics(CPU)!;
        using var inTurn = network.NewStatistics(CPU)!;
        network.Forward(thetas, x, together, training: true);
        for (var w = 0; w < 3; w++) network.Forward(thetas.narrow(0, w, 1), x, inTurn, training: true);
        Assert.True(together.sub(inTurn).abs().max().item<float>() < 1e-6);
        Assert.True(together.sub(network.NewStatistics(CPU)!).abs().max().item<float>() > 0.01);

        var before = Tensors.ToArray(together);
        network.Forward(thetas, x, together);
        Assert.Equal(before, Tensors.ToArray(together));
    }
}
