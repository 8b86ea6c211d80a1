using PML.Objectives;
using PML.Support;
using PML.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Objectives;

/// <summary>Losses by hand, and their gradients by central differences in double precision.</summary>
public sealed class LossTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void HuberIsHalfASquareUpToDeltaAndLinearBeyondIt()
    {
        var output = tensor([0.5, 3, 0, -1], [2, 2, 1]);
        var target = tensor([0.0, 1]);
        TensorAssert.Equal([2], [(0.125 + 1.5) / 2, (0 + 1.5) / 2], new Huber().Of(output, target));
        TensorAssert.Equal([2], [(0.125 + 2) / 2, (0 + 2) / 2], new Huber(2).Of(output.view(2, 2), target));
        Assert.Equal("delta must be above 0; found 0.", Assert.Throws<PmlException>(() => new Huber(0)).Message);
    }

    [Fact]
    public void PixelNllIsTheMeanOverLabelledPixels()
    {
        // Of three pixels the first network says 1/4 and 3/4, the second 1/2 and 1/2; two have labels.
        var three = Math.Log(3);
        var output = tensor([0, 0, 0, three, three, three, 1, 1, 1, 1, 1, 1], [2, 1, 2, 1, 3]);
        TensorAssert.Equal([2], [(-Math.Log(0.75) - Math.Log(0.25)) / 2, Math.Log(2)], new PixelNll().Of(output, tensor([1L, 0, -1], [1, 1, 3])));
        TensorAssert.Equal([2], [-Math.Log(0.75), Math.Log(2)], new PixelNll(0).Of(output, tensor([1L, 0, 0], [1, 1, 3])));
    }

    [Fact]
    public void PixelsAndNotImagesCountTheSame()
    {
        var output = tensor([0, 0, Math.Log(3), 0, 0, 0, 0, 0], [1, 2, 2, 1, 2]);
        // The first image has one labelled pixel, of probability 1/4; the second two of 1/2.
        TensorAssert.Equal([1], [(Math.Log(4) + 2 * Math.Log(2)) / 3], new PixelNll().Of(output, tensor([0L, -1, 0, 1], [2, 1, 2])));
    }

    [Fact]
    public void MaskedL1IsTheMeanOverMeasuredPixels()
    {
        var output = tensor([0.5, 9, 0.1, 0.25, 9, 0.2], [2, 1, 1, 1, 3]);
        var target = tensor([0.25, 0, 0.2], [1, 1, 3]);
        TensorAssert.Equal([2], [(0.25 + 0.1) / 2, 0], new MaskedL1().Of(output, target));
        TensorAssert.Equal([2], [(0.25 + 0.1) / 2, 0], new MaskedL1().Of(output, target.view(1, 1, 1, 3)));
    }

    [Fact]
    public void ABatchWithNothingToCountHasNoLossAndNoGradient()
    {
        var logits = rand([2, 1, 3, 2, 2], float64).requires_grad_();
        var depths = rand([2, 1, 1, 2, 2], float64).requires_grad_();
        var loss = new PixelNll().Of(logits, ones([1, 2, 2], int64).neg()).add(new MaskedL1().Of(depths, zeros([1, 2, 2], float64)));
        TensorAssert.Equal([2], [0, 0], loss);
        foreach (var gradient in autograd.grad([loss.sum()], [logits, depths])) Assert.Equal(0, gradient.abs().max().item<double>());
    }

    [Theory]
    [InlineData("Huber")]
    [InlineData("PixelNll")]
    [InlineData("MaskedL1")]
    public void GradientsAreThoseOfCentralDifferences(string name)
    {
        var random = new Random(3);
        var (loss, shape, target) = Problem(name, random);
        var output = Doubles(shape, random);
        var weights = tensor([0.3, -1.2, 2]);
        var leaf = output.detach().clone().requires_grad_();
        var gradient = autograd.grad([loss.Of(leaf, target).mul(weights).sum()], [leaf])[0];
        for (var trial = 0; trial < 4; trial++)
        {
            var direction = Doubles(shape, random);
            const double H = 1e-6;
            var slope = (Total(output.add(direction.mul(H))) - Total(output.sub(direction.mul(H)))) / (2 * H);
            Assert.Equal(slope, gradient.mul(direction).sum().item<double>(), 1e-7);
        }

        double Total(Tensor at) => loss.Of(at, target).mul(weights).sum().item<double>();
    }

    // More samples than go through the network at once: a loss that is no mean over samples keeps the batch whole.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ALossOverPixelsSeesTheWholeBatch(int window)
    {
        var random = new Random(5);
        var network = new PixelNetwork();
        ITaskLoss[] losses = [new PixelNll(), new MaskedL1()];
        var batch = PixelNetwork.NewBatch(301, random, float64);
        var thetas = Doubles([window, network.ParameterCount], random);
        var outputs = network.Forward(thetas, batch.X);
        var expected = stack([.. losses.Select((loss, t) => loss.Of(outputs[t], batch.Y[t]))], 1);
        var found = new NetworkObjective(network, losses).Evaluate(thetas, batch).Losses;
        TensorAssert.Equal([window, 2], [.. found.Cast<double>()], expected, 1e-12);
        Assert.Equal([true, true, false, false], ((ITaskLoss[])[new CrossEntropy(), new Huber(), .. losses]).Select(loss => loss.IsMeanOfSamples));
    }

    private static (ITaskLoss Loss, long[] Shape, Tensor Target) Problem(string name, Random random) => name switch
    {
        "Huber" => (new Huber(0.5), [3, 7, 1], Doubles([7], random)),
        "PixelNll" => (new PixelNll(), [3, 2, 4, 3, 5], tensor([.. Enumerable.Range(0, 30).Select(_ => (long)random.Next(-1, 4))], [2, 3, 5], int64)),
        _ => (new MaskedL1(), [3, 2, 1, 3, 5], tensor([.. Enumerable.Range(0, 30).Select(_ => random.Next(3) * random.NextDouble())], [2, 3, 5], float64)),
    };

    private static Tensor Doubles(long[] shape, Random random) =>
        tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => 2 * random.NextDouble() - 1)], shape, float64);
}
