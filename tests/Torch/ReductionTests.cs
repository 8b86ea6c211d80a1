using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class ReductionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor t = tensor([3.0, -1, 2, 0, 5, -4], [2, 3]);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void SumsAndMeans()
    {
        TensorAssert.Equal(5, t.sum());
        TensorAssert.Equal([3], [3, 4, -2], t.sum(dim: 0));
        TensorAssert.Equal([2, 1], [4, 1], t.sum(dim: 1, keepdim: true));
        TensorAssert.Equal(5, t.sum([0, 1]));
        TensorAssert.Equal(5.0 / 6, t.mean());
        TensorAssert.Equal([3], [1.5, 2, -1], t.mean([0]));
        TensorAssert.Equal([1, 1], [5.0 / 6], t.mean([0, 1], true));
        Assert.Equal(int64, t.gt(0).sum().dtype);
        TensorAssert.Equal(3, t.gt(0).sum());
        Assert.Equal(float32, t.sum(float32).dtype);
    }

    [Fact]
    public void Extremes()
    {
        TensorAssert.Equal(5, t.max());
        TensorAssert.Equal(-4, t.min());
        var (greatest, where) = t.max(1);
        TensorAssert.Equal([2], [3, 5], greatest);
        TensorAssert.Equal([2], [0, 1], where);
        var (least, at) = t.min(0, true);
        TensorAssert.Equal([1, 3], [0, -1, -4], least);
        TensorAssert.Equal([1, 3], [1, 0, 1], at);
        TensorAssert.Equal(4, t.argmax());
        TensorAssert.Equal([3], [0, 1, 0], t.argmax(0));
        TensorAssert.Equal([2, 1], [0, 1], t.argmax(1, true));
    }

    [Fact]
    public void Norms()
    {
        TensorAssert.Equal(Math.Sqrt(55), t.norm());
        TensorAssert.Equal(15, t.norm(1f));
        TensorAssert.Equal([2], [Math.Sqrt(14), Math.Sqrt(41)], t.norm(1, false, 2f));
    }

    [Fact]
    public void TruthValues()
    {
        Assert.True(t.gt(-5).all().ToBoolean());
        Assert.False(t.gt(-4).all().ToBoolean());
        Assert.True(t.gt(4).any().ToBoolean());
        Assert.False(t.gt(5).any().ToBoolean());
    }

    [Fact]
    public void LogsumexpDoesNotOverflow()
    {
        var row = tensor([1000.0, 1000, 0, 0], [2, 2]);
        TensorAssert.Equal([2], [1000 + Math.Log(2), Math.Log(2)], row.logsumexp(1), 1e-12);
        TensorAssert.Equal([2, 1], [1000 + Math.Log(2), Math.Log(2)], logsumexp(row, 1, true), 1e-12);
    }

    [Fact]
    public void NothingAddsUpToZeroAndHasNoMean()
    {
        TensorAssert.Equal(0, empty([0]).sum());
        Assert.True(double.IsNaN(empty([0]).mean().ToDouble()));
    }
}
