using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class ShapeTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor six = arange(6, float32).reshape(2, 3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ViewsShareTheirStorage()
    {
        six.view(3, 2).select(0, 0).fill_(9);
        six.t().select(1, 1).fill_(8);
        TensorAssert.Equal([2, 3], [9, 9, 2, 8, 8, 8], six);
        TensorAssert.Equal([6], [9, 9, 2, 8, 8, 8], six.view(-1));
        TensorAssert.Equal([6], [9, 9, 2, 8, 8, 8], six.flatten());
    }

    [Fact]
    public void ReshapeCopiesWhereAViewCannot()
    {
        Assert.ThrowsAny<Exception>(() => six.t().view(6));
        TensorAssert.Equal([6], [0, 3, 1, 4, 2, 5], six.t().reshape(6));
        TensorAssert.Equal([3, 2], [0, 3, 1, 4, 2, 5], six.t().contiguous());
    }

    [Fact]
    public void DimensionsComeAndGo()
    {
        Assert.Equal([1, 2, 3], six.unsqueeze(0).shape);
        Assert.Equal([2, 3, 1], six.unsqueeze(-1).shape);
        Assert.Equal([2, 3], six.view(1, 2, 1, 3, 1).squeeze().shape);
        Assert.Equal([1, 2, 3, 1], six.view(1, 2, 1, 3, 1).squeeze(2).shape);
        Assert.Equal([4, 6], zeros([4, 2, 3]).flatten(1).shape);
        Assert.Equal([8, 3], zeros([4, 2, 3]).flatten(0, 1).shape);
    }

    [Fact]
    public void PartsAreCutOut()
    {
        TensorAssert.Equal([3], [3, 4, 5], six[1]);
        TensorAssert.Equal(5, six[1, 2]);
        TensorAssert.Equal([2], [1, 4], six.select(1, 1));
        TensorAssert.Equal([2, 2], [1, 2, 4, 5], six.narrow(1, 1, 2));
        TensorAssert.Equal([2, 2], [2, 0, 5, 3], six.index_select(1, tensor(new long[] { 2, 0 })));
        TensorAssert.Equal([2, 1], [2, 3], six.gather(1, tensor(new long[] { 2, 0 }, [2, 1])));
        TensorAssert.Equal([3, 2], [0, 1, 1, 2, 2, 3], six.as_strided([3, 2], [1, 1]));
        TensorAssert.Equal([2], [1, 3], six.as_strided([2], [2], 1));
    }

    [Fact]
    public void SplitCutsAlongADimension()
    {
        var parts = six.split([1, 2], 1);
        TensorAssert.Equal([2, 1], [0, 3], parts[0]);
        TensorAssert.Equal([2, 2], [1, 2, 4, 5], parts[1]);
        Assert.Equal([[2], [2], [1]], arange(5).split(2).Select(p => p.shape));
    }

    [Fact]
    public void ExpandAndRepeatMultiply()
    {
        var column = tensor(new float[] { 1, 2 }, [2, 1]);
        TensorAssert.Equal([2, 3], [1, 1, 1, 2, 2, 2], column.expand(2, 3));
        TensorAssert.Equal([2, 2], [1, 1, 2, 2], column.expand(-1, 2));
        TensorAssert.Equal([4, 2], [1, 1, 2, 2, 1, 1, 2, 2], column.repeat(2, 2));
        Assert.Equal(0, column.expand(2, 3).stride(1));
    }

    [Fact]
    public void PermuteMovesEveryElementToItsPlace() => Gen.Int[1, 5].Array[3].Select(Gen.Shuffle(new long[] { 0, 1, 2 })).Sample((sizes, order) =>
    {
        using var inside = NewDisposeScope();
        long[] shape = [.. sizes.Select(s => (long)s)];
        var data = arange(shape.Aggregate((a, b) => a * b)).view(shape);
        var moved = data.permute(order);
        Assert.Equal(order.Select(d => shape[d]), moved.shape);
        for (long i = 0; i < moved.shape[0]; i++)
            for (long j = 0; j < moved.shape[1]; j++)
                for (long k = 0; k < moved.shape[2]; k++)
                {
                    var at = new long[3];
                    (at[order[0]], at[order[1]], at[order[2]]) = (i, j, k);
                    Assert.Equal((at[0] * shape[1] + at[1]) * shape[2] + at[2], moved.data<long>()[i, j, k]);
                }
    }, iter: 30, threads: 1);

    [Fact]
    public void SplitAndCatAreInverse() => Gen.Int[1, 4].Array[1, 4].Sample(sizes =>
    {
        using var inside = NewDisposeScope();
        var whole = arange(3 * sizes.Sum()).view(3, -1);
        TensorAssert.Equal(whole.shape, TensorAssert.Values(whole), cat(whole.split([.. sizes.Select(s => (long)s)], 1), 1));
    }, iter: 30, threads: 1);
}
