using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace PML.Tests.Torch;

public sealed class FunctionalTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(1, 1, 1, 2)]
    public void ConvolutionAgreesWithLoops(int stride, int padding, int dilation, int groups)
    {
        const int B = 2, C = 4, H = 7, W = 6, O = 6, K = 3;
        double[] x = TensorAssert.Numbers(B * C * H * W, 1), w = TensorAssert.Numbers(O * (C / groups) * K * K, 2), bias = TensorAssert.Numbers(O, 3);
        int h = (H + 2 * padding - dilation * (K - 1) - 1) / stride + 1, v = (W + 2 * padding - dilation * (K - 1) - 1) / stride + 1;
        var expected = new double[B * O * h * v];
        for (var n = 0; n < expected.Length; n++)
        {
            int right = n % v, down = n / v % h, o = n / v / h % O, b = n / v / h / O, group = o / (O / groups);
            expected[n] = bias[o];
            for (var k = 0; k < C / groups * K * K; k++)
            {
                int c = k / K / K, i = down * stride - padding + k / K % K * dilation, j = right * stride - padding + k % K * dilation;
                if (i >= 0 && i < H && j >= 0 && j < W) expected[n] += w[o * (C / groups) * K * K + k] * x[((b * C + group * (C / groups) + c) * H + i) * W + j];
            }
        }
        var found = F.conv2d(tensor(x, [B, C, H, W]), tensor(w, [O, C / groups, K, K]), tensor(bias), [stride, stride], [padding, padding], [dilation, dilation], groups);
        TensorAssert.Equal([B, O, h, v], expected, found, 1e-12);
    }

    [Fact]
    public void ConvolutionDefaultsToStepsOfOneWithoutPadding()
    {
        Tensor x = tensor(TensorAssert.Numbers(25, 1), [1, 1, 5, 5]), w = tensor(TensorAssert.Numbers(4, 2), [1, 1, 2, 2]);
        TensorAssert.Equal([1, 1, 4, 4], TensorAssert.Values(F.conv2d(x, w, null, [1, 1], [0, 0], [1, 1], 1)), F.conv2d(x, w));
    }

    // sum_x y conv(x) = sum_y x conv'(y), whatever x and y are.
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 1, 2, 1)]
    [InlineData(2, 1, 1, 2)]
    public void TransposedConvolutionIsTheTransposeOfAConvolution(int stride, int padding, int dilation, int groups)
    {
        const int C = 4, O = 6;
        Tensor x = tensor(TensorAssert.Numbers(2 * C * 9 * 9, 1), [2, C, 9, 9]), w = tensor(TensorAssert.Numbers(O * (C / groups) * 9, 2), [O, C / groups, 3, 3]);
        var forward = F.conv2d(x, w, null, [stride, stride], [padding, padding], [dilation, dilation], groups);
        var y = tensor(TensorAssert.Numbers((int)forward.numel(), 3), forward.shape);
        var left = (9 + 2 * padding - dilation * 2 - 1) % stride; // columns that the convolution never begins at
        var back = F.conv_transpose2d(y, w, null, [stride, stride], [padding, padding], [left, left], [dilation, dilation], groups);
        Assert.Equal(x.shape, back.shape);
        Assert.Equal(forward.mul(y).sum().item<double>(), back.mul(x).sum().item<double>(), 1e-9);
        var biased = F.conv_transpose2d(y, w, tensor(TensorAssert.Numbers(C, 4)), [stride, stride], [padding, padding], [left, left], [dilation, dilation], groups);
        Assert.Equal(TensorAssert.Numbers(C, 4)[1], biased.sub(back)[1].select(0, 1)[3, 3].item<double>(), 1e-9);
        TensorAssert.Equal([1, 1, 2, 3], [2, 4, 6, 1, 2, 3], F.conv_transpose2d(tensor([1.0], [1, 1, 1, 1]), tensor([2.0, 4, 6, 1, 2, 3], [1, 1, 2, 3])));
    }

    [Fact]
    public void PoolsTakeMaximumAndMeanOfWindows()
    {
        var x = tensor([1.0, 2, 5, 3, 4, 0, 7, 8, 9, 6, 1, 1], [1, 1, 3, 4]);
        TensorAssert.Equal([1, 1, 1, 2], [4, 8], F.max_pool2d(x, 2));
        TensorAssert.Equal([1, 1, 2, 3], [4, 7, 8, 9, 7, 8], F.max_pool2d(x, 2, 1));
        TensorAssert.Equal([1, 1, 3, 2], [2, 5, 4, 8, 9, 1], F.max_pool2d(x, [1, 2]));
        TensorAssert.Equal([1, 1, 2, 2], [4, 8, 9, 1], F.max_pool2d(x, 2, ceil_mode: true));
        TensorAssert.Equal([1, 1, 2, 3], [1, 5, 3, 9, 7, 8], F.max_pool2d(x, [2, 2], [2, 2], [1, 1]));
        TensorAssert.Equal([1, 1, 1, 2], [1.75, 5.75], F.avg_pool2d(x, 2));
        TensorAssert.Equal([1, 1, 2, 2], [1.75, 5.75, 7.5, 1], F.avg_pool2d(x, 2, ceil_mode: true));
        TensorAssert.Equal([1, 1, 2, 3], [0.25, 1.75, 0.75, 3.25, 3.5, 2.25], F.avg_pool2d(x, 2, 2, 1));
    }

    [Fact]
    public void PoolingTellsWhereTheMaximumIs()
    {
        var x = tensor([1.0, 2, 5, 3, 4, 0, 7, 8], [1, 1, 2, 4]);
        var (output, indices) = F.max_pool2d_with_indices(x, [2, 2]);
        TensorAssert.Equal([1, 1, 1, 2], [4, 8], output);
        TensorAssert.Equal([1, 1, 1, 2], [4, 7], indices);
    }

    [Fact]
    public void UnpoolingPutsMaximaBack()
    {
        var x = tensor([1.0, 2, 5, 3, 4, 0, 7, 8, 9, 6, 1, 1], [1, 1, 3, 4]);
        var (output, indices) = F.max_pool2d_with_indices(x, [2, 2]);
        TensorAssert.Equal([1, 1, 2, 4], [0, 0, 0, 0, 4, 0, 0, 8], F.max_unpool2d(output, indices, [2, 2]));
        double[] three = [0, 0, 0, 0, 4, 0, 0, 8, 0, 0, 0, 0];
        TensorAssert.Equal([1, 1, 3, 4], three, F.max_unpool2d(output, indices, [2, 2], output_size: [3, 4]));
        TensorAssert.Equal([1, 1, 3, 4], three, F.max_unpool2d(output, indices, [2, 2], output_size: [1, 1, 3, 4]));
        var (steps, places) = F.max_pool2d_with_indices(x, [2, 2], [1, 2]);
        TensorAssert.Equal([1, 1, 3, 4], [0, 0, 0, 0, 4, 0, 0, 8, 9, 0, 0, 0], F.max_unpool2d(steps, places, [2, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => F.max_unpool2d(output, indices, [2, 2], output_size: [4, 4]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UnpoolingsDerivativeIsWhatLiesAtThePlaces(bool channelsLast)
    {
        var x = tensor(TensorAssert.Numbers(2 * 3 * 4 * 6, 1), [2, 3, 4, 6]);
        if (channelsLast) x = x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var (output, indices) = F.max_pool2d_with_indices(x, [2, 2]);
        var leaf = output.detach().requires_grad_();
        var weights = tensor(TensorAssert.Numbers(2 * 3 * 4 * 6, 2), [2, 3, 4, 6]);
        var gradient = autograd.grad([F.max_unpool2d(leaf, indices, [2, 2]).mul(weights).sum()], [leaf])[0];
        TensorAssert.Equal([2, 3, 2, 3], TensorAssert.Values(weights.flatten(2).gather(2, indices.flatten(2))), gradient, 1e-12);
        var restored = F.max_unpool2d(output, indices, [2, 2]);
        TensorAssert.Equal([2, 3, 2, 3], TensorAssert.Values(output), restored.flatten(2).gather(2, indices.flatten(2)).view(2, 3, 2, 3));
    }

    [Fact]
    public void BatchNormCentresAndScalesChannels()
    {
        var x = tensor([1.0, 3, 10, 20, 5, 7, 30, 40], [2, 2, 2]);
        Tensor mean = zeros([2], float64), variance = ones([2], float64), weight = tensor([2.0, 1]), bias = tensor([0.5, 0]);
        double[] means = [4, 25], variances = [5, 125];
        var trained = F.batch_norm(x, mean, variance, weight, bias, training: true);
        double[] expected = [.. TensorAssert.Values(x).Select((v, k) => (v - means[k / 2 % 2]) / Math.Sqrt(variances[k / 2 % 2] + 1e-5) * (2 - k / 2 % 2) + (k / 2 % 2 == 0 ? 0.5 : 0))];
        TensorAssert.Equal([2, 2, 2], expected, trained, 1e-9);
        // The running variance is the unbiased one: 5 and 125 times 4 / 3.
        TensorAssert.Equal([2], [0.4, 2.5], mean, 1e-9);
        TensorAssert.Equal([2], [0.9 + 0.1 * 20 / 3, 0.9 + 0.1 * 500 / 3], variance, 1e-9);
        var applied = F.batch_norm(x, zeros([2], float64), ones([2], float64), eps: 0);
        TensorAssert.Equal([2, 2, 2], TensorAssert.Values(x), applied, 1e-9);
    }

    [Fact]
    public void ClassificationLossesAreLogarithmsOfShares()
    {
        double[] logits = [1, 2, 0.5, -1, 0, 3], logarithms = new double[6];
        for (var k = 0; k < 6; k++) logarithms[k] = logits[k] - Math.Log(logits[(k / 3 * 3)..(k / 3 * 3 + 3)].Sum(Math.Exp));
        Tensor x = tensor(logits, [2, 3]), target = tensor(new long[] { 1, 0 });
        double first = -logarithms[1], second = -logarithms[3];
        TensorAssert.Equal((first + second) / 2, F.cross_entropy(x, target), 1e-12);
        TensorAssert.Equal([2], [first, second], F.cross_entropy(x, target, reduction: nn.Reduction.None), 1e-12);
        TensorAssert.Equal(first + second, F.cross_entropy(x, target, reduction: nn.Reduction.Sum), 1e-12);
        TensorAssert.Equal(second, F.cross_entropy(x, target, ignore_index: 1), 1e-12);
        TensorAssert.Equal((2 * first + second) / 3, F.cross_entropy(x, target, tensor([1.0, 2, 1])), 1e-12);
        TensorAssert.Equal((first + second) / 2, F.nll_loss(tensor(logarithms, [2, 3]), target), 1e-12);
        var smooth = 0.9 * (first + second) / 2 - 0.1 * logarithms.Average();
        TensorAssert.Equal(smooth, F.cross_entropy(x, target, label_smoothing: 0.1), 1e-12);
    }

    [Fact]
    public void DensePredictionLossesCountEveryPixel()
    {
        var x = tensor(TensorAssert.Numbers(2 * 3 * 4, 9), [2, 3, 2, 2]);
        var target = tensor(new long[] { 0, 1, 2, -1, 2, 2, 0, -1 }, [2, 2, 2]);
        var pixels = x.permute(0, 2, 3, 1).reshape(-1, 3);
        TensorAssert.Equal(F.cross_entropy(pixels, target.flatten(), ignore_index: -1).ToDouble(), F.cross_entropy(x, target, ignore_index: -1), 1e-12);
        Assert.Equal(0, F.cross_entropy(x, target, ignore_index: -1, reduction: nn.Reduction.None)[0, 1].select(0, 1).ToDouble());
    }

    [Fact]
    public void RegressionLossesAreFunctionsOfTheDifference()
    {
        Tensor a = tensor([0.0, 1, 5]), b = tensor([0.5, 1, 2]);
        TensorAssert.Equal(3.5 / 3, F.l1_loss(a, b));
        TensorAssert.Equal(9.25, F.mse_loss(a, b, nn.Reduction.Sum));
        TensorAssert.Equal([3], [0.125, 0, 2.5], F.huber_loss(a, b, reduction: nn.Reduction.None));
        TensorAssert.Equal([3], [0.125, 0, 4], F.huber_loss(a, b, 2, nn.Reduction.None));
    }

    [Fact]
    public void LinearAddsTheBias() =>
        TensorAssert.Equal([1, 2], [1 * 1 + 2 * 2 + 10, 3 * 1 + 4 * 2 + 20], F.linear(tensor([1.0, 2], [1, 2]), tensor([1.0, 2, 3, 4], [2, 2]), tensor([10.0, 20])));
}
