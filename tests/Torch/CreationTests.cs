using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class CreationTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void FilledTensorsHaveTheirShapeTypeAndValue()
    {
        TensorAssert.Equal([2, 3], new double[6], zeros([2, 3]));
        TensorAssert.Equal([2], [1, 1], ones([2]));
        TensorAssert.Equal([1, 2], [7.5, 7.5], full([1, 2], 7.5));
        Assert.Equal(float32, zeros([2, 3]).dtype);
        Assert.Equal(float64, ones([2], float64).dtype);
        Assert.Equal(int64, full([2], 3, int64).dtype);
        Assert.Equal([0, 4], empty([0, 4]).shape);
        Assert.Equal(0, empty([0, 4]).numel());
    }

    [Fact]
    public void LikeTakesShapeAndTypeButNotValues()
    {
        var t = full([2, 2], 5, int64);
        TensorAssert.Equal([2, 2], [0, 0, 0, 0], zeros_like(t));
        TensorAssert.Equal([2, 2], [1, 1, 1, 1], ones_like(t));
        Assert.Equal(int64, ones_like(t).dtype);
        Assert.Equal(float32, zeros_like(t, float32).dtype);
        Assert.Equal([2, 2], empty_like(t).shape);
    }

    [Fact]
    public void TensorCopiesNumbersInRowMajorOrder()
    {
        float[] numbers = [1, 2, 3, 4, 5, 6];
        var t = tensor(numbers, [2, 3]);
        numbers[0] = 9;
        TensorAssert.Equal([2, 3], [1, 2, 3, 4, 5, 6], t);
        Assert.Equal(float32, t.dtype);
    }

    [Fact]
    public void TensorTakesTheNumbersTypeUnlessToldOtherwise()
    {
        Assert.Equal(float64, tensor([1.5, 2.5]).dtype);
        Assert.Equal(int64, tensor(new long[] { 1, 2 }).dtype);
        Assert.Equal(uint8, tensor(new byte[] { 1, 255 }, [2]).dtype);
        TensorAssert.Equal([2], [1, 255], tensor(new byte[] { 1, 255 }, [2], float32));
        Assert.Equal(float32, tensor([1.5, 2.5], float32).dtype);
        TensorAssert.Equal([2, 1], [3, 4], tensor(new long[] { 3, 4 }, [2, 1], float32));
        TensorAssert.Equal(2.5, tensor(2.5));
        Assert.Equal(float32, tensor(2.5f).dtype);
    }

    [Fact]
    public void TensorRefusesAShapeThatTheNumbersDoNotFill() =>
        Assert.ThrowsAny<Exception>(() => tensor(new float[] { 1, 2, 3 }, [2, 2]));

    [Fact]
    public void TensorsCanAskForGradients()
    {
        Assert.True(zeros([2], requires_grad: true).requires_grad);
        Assert.True(tensor(new float[] { 1 }, requires_grad: true).requires_grad);
        Assert.False(zeros([2]).requires_grad);
    }

    [Fact]
    public void ArangeCountsUpToItsEnd()
    {
        TensorAssert.Equal([4], [0, 1, 2, 3], arange(4));
        Assert.Equal(int64, arange(4).dtype);
        TensorAssert.Equal([3], [2, 3, 4], arange(2, 5));
        TensorAssert.Equal([3], [1, 1.5, 2], arange(1.0, 2.5, 0.5));
        TensorAssert.Equal([2], [0, 1], arange(2, float32));
    }

    [Fact]
    public void CatJoinsAndStackAddsADimension()
    {
        var a = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);
        var b = tensor(new float[] { 5, 6 }, [1, 2]);
        TensorAssert.Equal([3, 2], [1, 2, 3, 4, 5, 6], cat([a, b]));
        TensorAssert.Equal([2, 4], [1, 2, 1, 2, 3, 4, 3, 4], cat([a, a], 1));
        TensorAssert.Equal([2, 1, 2], [5, 6, 5, 6], stack([b, b]));
        TensorAssert.Equal([1, 2, 2], [5, 5, 6, 6], stack(new List<Tensor> { b, b }, -1));
    }

    [Fact]
    public void ListsMayBeLong()
    {
        var many = Enumerable.Range(0, 300).Select(k => full([1], k)).ToList();
        TensorAssert.Equal([300], [.. Enumerable.Range(0, 300).Select(k => (double)k)], cat(many));
    }
}
