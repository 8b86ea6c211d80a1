using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class ElementwiseTests : IDisposable
{
    private static readonly double[] Numbers = [-3, -0.5, 0, 0.25, 1, 2.5, 40];
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor x = tensor(Numbers);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void FunctionsAgreeWithDotNet()
    {
        Check(x.neg(), v => -v);
        Check(x.abs(), Math.Abs);
        Check(torch.abs(x), Math.Abs);
        Check(x.sign(), v => Math.Sign(v));
        Check(x.square(), v => v * v);
        Check(square(x), v => v * v);
        Check(x.sqrt(), Math.Sqrt);
        Check(sqrt(x), Math.Sqrt);
        Check(x.exp(), Math.Exp);
        Check(exp(x), Math.Exp);
        Check(x.log(), Math.Log);
        Check(log(x), Math.Log);
        Check(x.tanh(), Math.Tanh);
        Check(tanh(x), Math.Tanh);
        Check(x.sigmoid(), v => 1 / (1 + Math.Exp(-v)));
        Check(x.relu(), v => Math.Max(0, v));
        Check(nn.functional.relu(x), v => Math.Max(0, v));
        Check(x.pow(3), v => v * v * v);
        Check(x.pow(-0.5), v => Math.Pow(v, -0.5));
        Check(x.clamp(-1, 2), v => Math.Clamp(v, -1, 2));
        Check(x.clamp(max: 0.5), v => Math.Min(v, 0.5));
        Check(x.clamp(0.5), v => Math.Max(v, 0.5));
        Check(x.abs().sqrt_(), v => Math.Sqrt(Math.Abs(v)));
    }

    [Fact]
    public void ReluInPlaceOverwrites()
    {
        var t = tensor([-1.0, 2]);
        nn.functional.relu(t, inplace: true);
        TensorAssert.Equal([2], [0, 2], t);
    }

    [Fact]
    public void ComparisonsAgreeWithDotNet()
    {
        var other = tensor([-3.0, 0, 0, 1, -1, 2.5, 39]);
        var y = TensorAssert.Values(other);
        CheckPairs(x.eq(other), (a, b) => a == b);
        CheckPairs(x.ne(other), (a, b) => a != b);
        CheckPairs(x.lt(other), (a, b) => a < b);
        CheckPairs(x.le(other), (a, b) => a <= b);
        CheckPairs(x.gt(other), (a, b) => a > b);
        CheckPairs(x.ge(other), (a, b) => a >= b);
        Check(x.eq(1), v => v == 1 ? 1 : 0);
        Check(x.ne(1), v => v != 1 ? 1 : 0);
        Check(x.lt(0.25), v => v < 0.25 ? 1 : 0);
        Check(x.le(0.25), v => v <= 0.25 ? 1 : 0);
        Check(x.gt(0.25), v => v > 0.25 ? 1 : 0);
        Check(x.ge(0.25), v => v >= 0.25 ? 1 : 0);
        Assert.Equal(ScalarType.Bool, x.eq(1).dtype);
        TensorAssert.Equal([7], [.. Numbers.Zip(y, Math.Max)], maximum(x, other));
        TensorAssert.Equal([7], [.. Numbers.Zip(y, Math.Min)], minimum(x, other));
        TensorAssert.Equal([7], [.. Numbers.Zip(y, (a, b) => a > 0 ? a : b)], where(x.gt(0), x, other));

        void CheckPairs(Tensor found, Func<double, double, bool> expected) =>
            TensorAssert.Equal([7], [.. Numbers.Zip(y, (a, b) => expected(a, b) ? 1.0 : 0)], found);
    }

    [Fact]
    public void NotANumberIsCarriedAndFound()
    {
        var t = tensor([double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, 2]);
        TensorAssert.Equal([5], [0, 0, 0, 1, 1], t.isfinite());
        TensorAssert.Equal([5], [0, 0, 0, 1, 1], isfinite(t));
        TensorAssert.Equal([5], [1, 0, 0, 0, 0], t.isnan());
        TensorAssert.Equal([5], [0, 1, 1, 1, 1], t.eq(t));
        TensorAssert.Equal([5], [double.NaN, double.PositiveInfinity, double.NaN, double.NaN, Math.Sqrt(2)], t.sqrt());
        TensorAssert.Equal([5], [double.NaN, double.PositiveInfinity, 0, 0, 2], t.maximum(zeros_like(t)));
        Assert.True(double.IsNaN(t.sum().ToDouble()));
        Assert.True(double.IsNaN(t.max().ToDouble()));
        Assert.False(t.isfinite().all().ToBoolean());
        TensorAssert.Equal(double.PositiveInfinity, tensor(1.0) / tensor(0.0));
    }

    [Fact]
    public void SoftmaxSharesAddUpAndDoNotOverflow()
    {
        var logits = tensor([1, 2, 3, 1000, 1001, 1002.0], [2, 3]);
        var e = new[] { Math.Exp(-2), Math.Exp(-1), 1 };
        double[] row = [.. e.Select(v => v / e.Sum())];
        TensorAssert.Equal([2, 3], [.. row, .. row], logits.softmax(1), 1e-12);
        TensorAssert.Equal([2, 3], [.. row.Select(v => Math.Log(v)), .. row.Select(v => Math.Log(v))], logits.log_softmax(-1), 1e-12);
        TensorAssert.Equal([2, 3], [.. row, .. row], nn.functional.softmax(logits, 1), 1e-12);
        TensorAssert.Equal([2, 3], [.. row.Select(v => Math.Log(v)), .. row.Select(v => Math.Log(v))], nn.functional.log_softmax(logits, 1), 1e-12);
    }

    private void Check(Tensor found, Func<double, double> expected) => TensorAssert.Equal([7], [.. Numbers.Select(expected)], found, 1e-12);
}
