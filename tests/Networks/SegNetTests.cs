using PML.Networks;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Networks;

public class SegNetTests
{
    [Fact]
    public void ItHasTheWeightsOfTheReleasedCode()
    {
        var network = new SegNet();
        Assert.Equal(25_017_672, network.ParameterCount); // 25.02 M
        Assert.Equal(25_017_672 - 2 * (64 * 64 * 9 + 64) - 8 * (64 + 1), network.SharedCount);
        Assert.Equal(2 * (4224 + 2944), network.StatisticsCount);
        Assert.Empty(network.DecoderInputs);
    }

    [Theory]
    [InlineData(32, 64)]
    [InlineData(41, 37)]
    public void ItGivesEveryPixelItsOutputs(int height, int width)
    {
        using var scope = NewDisposeScope();
        var network = new SegNet(width: 1);
        var outputs = network.Forward(zeros([2, network.ParameterCount]), zeros([3, 3, height, width]));
        Assert.Equal([2, 3, 7, height, width], outputs[0].shape);
        Assert.Equal([2, 3, 1, height, width], outputs[1].shape);
    }

    [Fact]
    public void XavierWeightsAreNormalWithoutBias()
    {
        var network = new SegNet(width: 16, first: FirstWeights.XavierNormal);
        var theta = network.Initialize(Seeds.Stream(0, "member"));
        var at = 0;
        foreach (var parameter in network.Parameters)
        {
            var slice = theta.AsSpan(at, (int)parameter.Count).ToArray();
            at += slice.Length;
            if (parameter.Name.EndsWith(".bias", StringComparison.Ordinal)) Assert.All(slice, value => Assert.Equal(0, value));
            if (parameter.Shape.Length != 4 || slice.Length < 2000) continue;
            var area = parameter.Shape[2] * parameter.Shape[3];
            var deviation = Math.Sqrt(2.0 / (area * (parameter.Shape[0] + parameter.Shape[1])));
            Assert.Equal(0, slice.Average(), 5 * deviation / Math.Sqrt(slice.Length));
            Assert.Equal(1, slice.Average(v => v * v) / deviation / deviation, 7 / Math.Sqrt(slice.Length));
            Assert.Equal(3, slice.Average(v => v * v * v * v) / Math.Pow(deviation, 4), 60 / Math.Sqrt(slice.Length)); // of a uniform one: 1.8
        }
    }
}
