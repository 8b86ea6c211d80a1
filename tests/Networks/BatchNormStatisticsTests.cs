using PML.Networks;
using PML.Support;
using PML.Tests.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Networks;

public class BatchNormStatisticsTests
{
    [Fact]
    public void TheyAreTheMeanOverSamplesOfWhatTheFirstLayerGives()
    {
        using var scope = NewDisposeScope();
        var network = new ConvBatchNormNetwork();
        var thetas = Weights(network, 3);
        Tensor[] batches = [rand([4, 3, 8, 8], float64), rand([2, 3, 8, 8], float64)];
        var found = BatchNormStatistics.Reestimate(network, thetas, batches)!;
        Assert.Equal([3, network.StatisticsCount], found.shape);
        for (var w = 0; w < 3; w++)
        {
            var weight = thetas[w].narrow(0, 0, 4 * 3 * 9).view(4, 3, 3, 3);
            var bias = thetas[w].narrow(0, 4 * 3 * 9, 4);
            double[] means = new double[4], variances = new double[4];
            foreach (var batch in batches)
            {
                var y = nn.functional.conv2d(batch, weight, bias, padding: [1, 1]).transpose(0, 1).flatten(1);
                for (var c = 0; c < 4; c++)
                {
                    var values = y[c].data<double>().ToArray();
                    var mean = values.Average();
                    means[c] += mean * batch.shape[0] / 6;
                    variances[c] += values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) * batch.shape[0] / 6;
                }
            }

            var row = found[w].data<double>().ToArray();
            for (var c = 0; c < 4; c++)
            {
                Assert.Equal(means[c], row[c], 1e-6);
                Assert.Equal(variances[c], row[4 + c], 1e-6);
            }
        }
    }

    [Fact]
    public void EachNetworkIsEvaluatedWithItsOwn()
    {
        using var scope = NewDisposeScope();
        var network = new ConvBatchNormNetwork();
        var thetas = Weights(network, 3);
        var x = rand([5, 3, 8, 8], float64);
        var statistics = BatchNormStatistics.Reestimate(network, thetas, [x])!;
        var together = network.Forward(thetas, x, statistics)[0];
        for (var w = 0; w < 3; w++)
            Assert.Equal(0, network.Forward(thetas.narrow(0, w, 1), x, statistics[w])[0].sub(together.narrow(0, w, 1)).abs().max().item<double>(), 1e-10);
    }

    [Fact]
    public void ANetworkWithoutBatchNormHasNone()
    {
        using var scope = NewDisposeScope();
        Assert.Null(BatchNormStatistics.Reestimate(new Mlp(3, 2, [2]), zeros([1, 14]), [zeros([1, 3])]));
    }

    [Fact]
    public void NoBatchIsRefused()
    {
        using var scope = NewDisposeScope();
        var network = new ConvBatchNormNetwork();
        Assert.Contains("at least one batch", Assert.Throws<PmlException>(() => BatchNormStatistics.Reestimate(network, Weights(network, 1), [])).Message);
    }

    private static Tensor Weights(Network network, int windows) =>
        tensor([.. Enumerable.Range(0, windows).SelectMany(k => network.Initialize(new Random(k)))], [windows, network.ParameterCount], float64);
}
