using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace PML.Tests.Torch;

public sealed class AutogradTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void GradientsOfANetworkAgreeWithDifferences()
    {
        Tensor[] leaves = [Leaf([3, 1, 3, 3], 1), Leaf([3], 2), Leaf([4, 12], 3), Leaf([4], 4)];
        Tensor images = tensor(TensorAssert.Numbers(72, 5), [2, 1, 6, 6]), labels = tensor(new long[] { 3, 1 });
        Tensor Loss() => F.cross_entropy(F.linear(F.max_pool2d(F.conv2d(images, leaves[0], leaves[1]).tanh(), 2).flatten(1), leaves[2], leaves[3]), labels);
        var gradients = autograd.grad([Loss()], leaves);
        for (var k = 0; k < leaves.Length; k++) TensorAssert.Equal(leaves[k].shape, Differences(leaves[k], () => Loss().ToDouble()), gradients[k], 1e-7);
    }

    [Fact]
    public void GradientsOfElementwiseFunctionsAgreeWithDifferences()
    {
        var x = Leaf([5], 6);
        Func<Tensor>[] functions =
        [
            () => x.square().add(1).sqrt().sum(), () => (x.exp() / (x.square() + 1)).sum(), () => x.square().add(0.5).log().mean(), () => x.sigmoid().norm(),
            () => x.softmax(0).square().sum(), () => x.logsumexp(0), () => (2.0 / (x + 3)).sum(), () => x.pow(3).sub(x).abs().sum(), () => x.dot(x.mul(2)),
            () => F.huber_loss(x, zeros_like(x), 0.3), () => x.outer(x).max(), () => where(x.gt(0), x.square(), x).sum(), () => x.log_softmax(0).gather(0, arange(2)).sum(),
        ];
        foreach (var f in functions) TensorAssert.Equal([5], Differences(x, () => f().ToDouble()), autograd.grad([f()], [x])[0], 1e-7);
    }

    [Fact]
    public void WeightsStandForTheGradientFromAbove()
    {
        var x = tensor([1.0, 2, 3], requires_grad: true);
        TensorAssert.Equal([3], [20, 400, 6000], autograd.grad([x.square()], [x], [tensor([10.0, 100, 1000])])[0]);
        TensorAssert.Equal([3], [4, 6, 8], autograd.grad([x.square().sum(), x.sum()], [x], [tensor(1.0), tensor(2.0)])[0]);
    }

    [Fact]
    public void SecondDerivativesNeedAGraphOfTheFirst()
    {
        var x = tensor([1.0, 2], requires_grad: true);
        var first = autograd.grad([x.pow(3).sum()], [x], create_graph: true)[0];
        TensorAssert.Equal([2], [3, 12], first);
        TensorAssert.Equal([2], [6, 12], autograd.grad([first.sum()], [x])[0]);
        Assert.False(autograd.grad([x.pow(3).sum()], [x])[0].requires_grad);
    }

    [Fact]
    public void ARetainedRecordingCanBeUsedAgain()
    {
        var x = tensor([1.0, 2], requires_grad: true);
        var loss = x.square().sum();
        autograd.grad([loss], [x], retain_graph: true);
        TensorAssert.Equal([2], [2, 4], autograd.grad([loss], [x])[0]);
    }

    [Fact]
    public void AnUnusedInputMayHaveNoGradient()
    {
        var x = tensor([1.0], requires_grad: true);
        var unused = tensor([1.0], requires_grad: true);
        var gradients = autograd.grad([x.sum()], [x, unused], allow_unused: true);
        TensorAssert.Equal([1], [1], gradients[0]);
        Assert.True(gradients[1] is null || gradients[1].IsInvalid);
    }

    [Fact]
    public void BackwardAddsToTheLeavesGradients()
    {
        var x = tensor([1.0, 2], requires_grad: true);
        Assert.Null(x.grad);
        x.square().sum().backward();
        (x.sum() * 10).backward();
        TensorAssert.Equal([2], [12, 14], x.grad!);
        x.grad!.zero_();
        autograd.backward([x.square()], [tensor([1.0, 10])]);
        TensorAssert.Equal([2], [2, 40], x.grad!);
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void NothingIsRecordedWithoutGradients()
    {
        var x = tensor([1.0, 2], requires_grad: true);
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x + 1).requires_grad);
            using (enable_grad()) Assert.True((x + 1).requires_grad);
            Assert.False(is_grad_enabled());
            x.sub_(1);
        }
        Assert.True(is_grad_enabled());
        using (set_grad_enabled(false)) Assert.False((x + 1).requires_grad);
        Assert.True((x + 1).requires_grad);
        TensorAssert.Equal([2], [0, 1], x);
    }

    [Fact]
    public void RecordingBelongsToTheThread()
    {
        using var off = no_grad();
        Assert.True(OtherThreads.Run(is_grad_enabled));
        Assert.False(is_grad_enabled());
    }

    [Fact]
    public void DetachSharesTheStorageWithoutTheRecording()
    {
        var x = tensor([1.0, 2], requires_grad: true);
        var result = x * 2;
        Assert.True(x.is_leaf);
        Assert.False(result.is_leaf);
        var detached = result.detach();
        Assert.False(detached.requires_grad);
        detached.fill_(7);
        TensorAssert.Equal([2], [7, 7], result);
        Assert.Same(x, x.requires_grad_(false));
        Assert.False((x * 2).requires_grad);
    }

    [Fact]
    public void ALeafWithGradientsCannotBeChangedInPlace() =>
        Assert.ThrowsAny<Exception>(() => tensor([1.0], requires_grad: true).add_(1));

    private static Tensor Leaf(long[] shape, int seed) =>
        tensor(TensorAssert.Numbers((int)shape.Aggregate((a, b) => a * b), seed), shape, requires_grad: true);

    /// <summary>Central differences of <paramref name="f"/> by every element of <paramref name="x"/>.</summary>
    private static double[] Differences(Tensor x, Func<double> f)
    {
        const double Step = 1e-5;
        using var off = no_grad();
        var flat = x.view(-1);
        return [.. Enumerable.Range(0, (int)x.numel()).Select(k => (At(k, Step) - At(k, -Step)) / (2 * Step))];

        double At(int k, double by)
        {
            var element = flat.select(0, k);
            element.add_(by);
            var value = f();
            element.sub_(by);
            return value;
        }
    }
}
