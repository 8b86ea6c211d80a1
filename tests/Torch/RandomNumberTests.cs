using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

[Collection(AloneCollection.Name)]
public sealed class RandomNumberTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void TheSameSeedGivesTheSameNumbers()
    {
        manual_seed(7);
        var first = TensorAssert.Values(rand([4])).Concat(TensorAssert.Values(randn([4]))).ToArray();
        random.manual_seed(7);
        var second = TensorAssert.Values(rand([4])).Concat(TensorAssert.Values(randn([4]))).ToArray();
        Assert.Equal(first, second);
        manual_seed(8);
        Assert.NotEqual(first[..4], TensorAssert.Values(rand([4])));
    }

    [Fact]
    public void RandomNumbersFollowTheirDistribution()
    {
        manual_seed(1);
        const int Count = 20_000;
        var uniform = empty([Count]).uniform_(2, 4);
        Assert.InRange(uniform.min().ToDouble(), 2, 2.01);
        Assert.InRange(uniform.max().ToDouble(), 3.99, 4);
        // Six standard errors.
        Assert.InRange(uniform.mean().ToDouble(), 3 - 6 / Math.Sqrt(3 * Count), 3 + 6 / Math.Sqrt(3 * Count));
        var normal = empty([Count]).normal_(1, 2);
        Assert.InRange(normal.mean().ToDouble(), 1 - 12 / Math.Sqrt(Count), 1 + 12 / Math.Sqrt(Count));
        Assert.InRange(normal.sub(1).square().mean().ToDouble(), 3.7, 4.3);
        Assert.InRange(randn([Count]).square().mean().ToDouble(), 0.9, 1.1);
        Assert.InRange(rand([Count]).mean().ToDouble(), 0.48, 0.52);
    }
}
