using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class ArithmeticTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor a = tensor([1.0, 2, 3, 4], [2, 2]);
    private readonly Tensor row = tensor([10.0, 20]);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void TensorsCombineElementByElementAndBroadcast()
    {
        TensorAssert.Equal([2, 2], [11, 22, 13, 24], a + row);
        TensorAssert.Equal([2, 2], [-9, -18, -7, -16], a - row);
        TensorAssert.Equal([2, 2], [10, 40, 30, 80], a * row);
        TensorAssert.Equal([2, 2], [0.1, 0.1, 0.3, 0.2], a / row);
        TensorAssert.Equal([2, 2], [21, 42, 23, 44], a.add(row, 2));
        TensorAssert.Equal([2, 2], [11, 22, 13, 24], a.add(row));
        TensorAssert.Equal([2, 2], [-9, -18, -7, -16], a.sub(row));
        TensorAssert.Equal([2, 2], [10, 40, 30, 80], a.mul(row));
        TensorAssert.Equal([2, 2], [0.1, 0.1, 0.3, 0.2], a.div(row));
    }

    [Fact]
    public void NumbersCombineFromEitherSide()
    {
        TensorAssert.Equal([2], [10.5, 20.5], row + 0.5);
        TensorAssert.Equal([2], [10.5, 20.5], 0.5 + row);
        TensorAssert.Equal([2], [9.5, 19.5], row - 0.5);
        TensorAssert.Equal([2], [-9.5, -19.5], 0.5 - row);
        TensorAssert.Equal([2], [5, 10], row * 0.5);
        TensorAssert.Equal([2], [5, 10], 0.5 * row);
        TensorAssert.Equal([2], [20, 40], row / 0.5);
        TensorAssert.Equal([2], [0.3, 0.15], 3.0 / row);
        TensorAssert.Equal([2], [-10, -20], -row);
        TensorAssert.Equal([2], [12, 22], row.add(2));
        TensorAssert.Equal([2], [8, 18], row.sub(2));
        TensorAssert.Equal([2], [30, 60], row.mul(3));
        TensorAssert.Equal([2], [2.5, 5], row.div(4));
    }

    [Fact]
    public void WholeNumbersStayWhole()
    {
        var whole = tensor(new long[] { 3, 4 });
        Assert.All(new[] { whole + 1, 1 + whole, whole - 1, 1 - whole, whole * 2, 2 * whole, whole.mul(2) }, t => Assert.Equal(int64, t.dtype));
        TensorAssert.Equal([2], [-2, -3], 1 - whole);
        TensorAssert.Equal([2], [1.5, 2], whole / 2);
        Assert.Equal(float32, (whole * 0.5).dtype);
        TensorAssert.Equal([2], [1.5, 2], whole * 0.5);
    }

    [Fact]
    public void ChangesInPlaceReturnTheSameTensor()
    {
        var t = tensor([1.0, 2]);
        var two = tensor([2.0, 4]);
        Assert.Same(t, t.add_(two));
        TensorAssert.Equal([2], [3, 6], t);
        TensorAssert.Equal([2], [2, 4], t.add_(two, -0.5));
        TensorAssert.Equal([2], [3, 5], t.add_(1));
        TensorAssert.Equal([2], [1, 1], t.sub_(two));
        TensorAssert.Equal([2], [0.5, 0.5], t.sub_(0.5));
        TensorAssert.Equal([2], [1, 2], t.mul_(two));
        TensorAssert.Equal([2], [10, 20], t.mul_(10));
        TensorAssert.Equal([2], [5, 5], t.div_(two));
        TensorAssert.Equal([2], [2.5, 2.5], t.div_(2));
        TensorAssert.Equal([2], [2.9, 4.1], t.addcmul_(two, two, 0.1));
        TensorAssert.Equal([2], [3.4, 4.6], t.addcdiv_(two, two, 0.5));
        TensorAssert.Equal([2], [7, 7], t.fill_(7));
        TensorAssert.Equal([2], [4.5, 5.5], t.lerp_(two, full([2], 0.5, float64)));
        TensorAssert.Equal([2], [0, 0], t.zero_());
    }

    [Fact]
    public void ChangesThroughAViewReachTheWhole()
    {
        a.select(0, 1).mul_(10);
        TensorAssert.Equal([2, 2], [1, 2, 30, 40], a);
    }

    [Fact]
    public void BroadcastingFollowsTheRule() => Gen.Int[1, 4].Array[3].Select(Gen.Bool.Array[3]).Sample((sizes, kept) =>
    {
        using var inside = NewDisposeScope();
        long[] full = [.. sizes.Select(s => (long)s)], partial = [.. full.Zip(kept, (s, k) => k ? s : 1)];
        var x = TensorAssert.Numbers((int)full.Aggregate((p, q) => p * q), 1);
        var y = TensorAssert.Numbers((int)partial.Aggregate((p, q) => p * q), 2);
        var expected = new double[x.Length];
        for (var n = 0; n < x.Length; n++)
        {
            long k = n % full[2], j = n / full[2] % full[1], i = n / full[2] / full[1];
            expected[n] = x[n] * y[((i % partial[0]) * partial[1] + j % partial[1]) * partial[2] + k % partial[2]];
        }
        TensorAssert.Equal(full, expected, tensor(x, full) * tensor(y, partial), 0);
    }, iter: 50, threads: 1);
}
