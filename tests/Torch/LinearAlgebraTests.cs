using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class LinearAlgebraTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ProductsAgreeWithLoops() => Gen.Int[1, 7].Array[3].Sample(sizes =>
    {
        using var inside = NewDisposeScope();
        var (n, k, m) = (sizes[0], sizes[1], sizes[2]);
        double[] a = TensorAssert.Numbers(n * k, 3), b = TensorAssert.Numbers(k * m, 4), c = TensorAssert.Numbers(n * m, 5);
        var product = Product(a, b, n, k, m);
        Tensor ta = tensor(a, [n, k]), tb = tensor(b, [k, m]), tc = tensor(c, [n, m]);
        TensorAssert.Equal([n, m], product, ta.matmul(tb), 1e-12);
        TensorAssert.Equal([n, m], product, matmul(ta, tb), 1e-12);
        TensorAssert.Equal([n, m], product, mm(ta, tb), 1e-12);
        TensorAssert.Equal([n, m], product, ta.mm(tb.t().contiguous().t()), 1e-12);
        double[] mixed = [.. product.Zip(c, (p, q) => 0.5 * q + 2 * p)];
        TensorAssert.Equal([n, m], mixed, tc.addmm(ta, tb, 0.5f, 2), 1e-12);
        TensorAssert.Equal([n, m], mixed, addmm(tc, ta, tb, 0.5f, 2), 1e-12);
        TensorAssert.Equal([n], Product(a, b[..k], n, k, 1), ta.mv(tensor(b[..k])), 1e-12);
        TensorAssert.Equal([n, m], product, nn.functional.linear(ta, tb.t()), 1e-12);
    }, iter: 40, threads: 1);

    [Fact]
    public void TheExponentialOfASkewMatrixTurnsByItsAngle()
    {
        double[] angles = [0.3, -4];
        var skew = tensor([.. angles.SelectMany(a => new[] { 0, -a, a, 0 })], [2, 2, 2], float64);
        double[] expected = [.. angles.SelectMany(a => new[] { Math.Cos(a), -Math.Sin(a), Math.Sin(a), Math.Cos(a) })];
        TensorAssert.Equal([2, 2, 2], expected, skew.matrix_exp(), 1e-13);
    }

    [Fact]
    public void BatchedProductsAreOneProductPerEntry()
    {
        double[] a = TensorAssert.Numbers(24, 6), b = TensorAssert.Numbers(40, 7);
        double[] expected = [.. Product(a[..12], b[..20], 3, 4, 5), .. Product(a[12..], b[20..], 3, 4, 5)];
        Tensor ta = tensor(a, [2, 3, 4]), tb = tensor(b, [2, 4, 5]);
        TensorAssert.Equal([2, 3, 5], expected, ta.bmm(tb), 1e-12);
        TensorAssert.Equal([2, 3, 5], expected, ta.matmul(tb), 1e-12);
    }

    [Fact]
    public void VectorProducts()
    {
        var a = tensor([1.0, 2, 3]);
        TensorAssert.Equal(32, a.dot(tensor([4.0, 5, 6])));
        TensorAssert.Equal([3, 2], [10, 20, 20, 40, 30, 60], a.outer(tensor([10.0, 20])));
    }

    private static double[] Product(double[] a, double[] b, int n, int k, int m)
    {
        var product = new double[n * m];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
                for (var l = 0; l < k; l++) product[i * m + j] += a[i * k + l] * b[l * m + j];
        return product;
    }
}
