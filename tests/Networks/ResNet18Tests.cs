using PML.Networks;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Networks;

public class ResNet18Tests
{
    [Fact]
    public void ItHasTheWeightsOfThePapers()
    {
        var network = new ResNet18();
        Assert.Equal(11_185_224, network.ParameterCount); // 11.19 M
        Assert.Equal(11_168_832, network.SharedCount);
        Assert.Equal(2 * 4_800, network.StatisticsCount); // 64 + 4 * 64 + 5 * (128 + 256 + 512) channels
        Assert.Equal([(2048L, 1L), (2048L, 2L), (2048L, 5L)], network.DecoderInputs.Select(input => (input.Columns, input.Rows)));
    }

    // A stride rounds up, the mean over 4x4 down.
    [Theory]
    [InlineData(25, 1)]
    [InlineData(32, 1)]
    [InlineData(56, 1)]
    [InlineData(57, 2)]
    [InlineData(64, 2)]
    public void ItsFeaturesFollowFromTheImagesSide(int side, long left)
    {
        using var scope = NewDisposeScope();
        var network = new ResNet18([3, 2], width: 1, side);
        Assert.Equal(8 * left * left, network.DecoderInputs[0].Columns);
        var outputs = network.Forward(zeros([2, network.ParameterCount]), zeros([4, 3, side, side]));
        Assert.Equal([2, 4, 3], outputs[0].shape);
        Assert.Equal([2, 4, 2], outputs[1].shape);
    }

    [Fact]
    public void AnImageThatIsTooSmallIsRefused() =>
        Assert.Equal("side must be at least 25; found 24.", Assert.Throws<PmlException>(() => new ResNet18(side: 24)).Message);

    // Float32 elements: the stem's two, four in each of eight blocks, and in the three shortcuts that are convolutions two more and the pixels that they look at.
    [Fact]
    public void ActivationsOfASampleAreCounted()
    {
        long area = 64 * 64, width = 2;
        var expected = area * width * (2 + 8) + area * width / 2 * 10 + area * width / 4 * 10 + area * width / 8 * 10 + area * width * (4 + 2 + 1) / 16 + 8;
        Assert.Equal(4 * expected, new ResNet18(width: 2).ActivationBytes(3, 64, 64));
    }

    [Fact]
    public void StatisticsOfEachNetworkAreThoseOfItsOwnForwards()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var network = new ResNet18([2, 2], width: 2, side: 25);
        var thetas = tensor([.. Enumerable.Range(0, 2).SelectMany(k => network.Initialize(new Random(k)))], [2, network.ParameterCount], float32);
        var x = rand([6, 3, 25, 25], float32);
        var estimated = BatchNormStatistics.Reestimate(network, thetas, [x])!;
        var trained = network.Forward(thetas, x, null, training: true);
        var evaluated = network.Forward(thetas, x, estimated);
        // Evaluation divides by the unbiased variance: at the smallest images, of 6 * 4 * 4 values, a hundredth more.
        for (var t = 0; t < 2; t++)
            Assert.InRange(trained[t].sub(evaluated[t]).norm().item<float>() / trained[t].norm().item<float>(), 0, 0.1f);
        var shared = network.Forward(thetas, x, estimated.select(0, 0));
        Assert.Equal(0, shared[0].select(0, 0).sub(evaluated[0].select(0, 0)).abs().max().item<float>(), 1e-5);
        Assert.True(shared[0].select(0, 1).sub(evaluated[0].select(0, 1)).abs().max().item<float>() > 0.01);
    }
}
