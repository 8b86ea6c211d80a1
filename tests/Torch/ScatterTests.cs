using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class ScatterTests
{
    [Fact]
    public void ScatteredElementsAreAddedWhereTheirIndexSays()
    {
        using var scope = NewDisposeScope();
        var counts = zeros([2, 3], int64);
        var index = tensor([0L, 2, 2, 1, 1, 1], [2, 3]);
        var same = counts.scatter_add_(1, index, tensor([1L, 10, 100, 1, 1, 1], [2, 3]));
        TensorAssert.Equal([2, 3], [1, 0, 110, 0, 3, 0], counts);
        Assert.Same(counts, same);
        var rows = tensor([1.0, 2], [2, 1]).scatter_add_(0, tensor([1L], [1, 1]), tensor([0.5], [1, 1]));
        TensorAssert.Equal([2, 1], [1, 2.5], rows);
    }

    [Fact]
    public void AnIndexBeyondTheTensorIsRefused()
    {
        using var scope = NewDisposeScope();
        Assert.ThrowsAny<Exception>(() => zeros([3], int64).scatter_add_(0, tensor([3L]), ones([1], int64)));
    }
}
