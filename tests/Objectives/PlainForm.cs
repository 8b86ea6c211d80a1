using PML.Objectives;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Tests.Objectives;

/// <summary>The reference: one tensor a parameter, one interpolation a parameter, one NCHW forward a weighting, autograd through all of it.</summary>
internal static class PlainForm
{
    internal delegate Tensor[] Forward(Tensor[] parameters, Tensor x);

    internal static Tensor[] LeNet(Tensor[] p, Tensor x)
    {
        var h = relu(max_pool2d(conv2d(x, p[0], p[1]), 2));
        h = relu(max_pool2d(conv2d(h, p[2], p[3]), 2));
        var e = relu(linear(h.flatten(1), p[4], p[5]));
        return [.. Enumerable.Range(0, (p.Length - 6) / 4).Select(t => linear(relu(linear(e, p[6 + 4 * t], p[7 + 4 * t])), p[8 + 4 * t], p[9 + 4 * t]))];
    }

    internal static Tensor[] Mlp(Tensor[] p, Tensor x)
    {
        var e = relu(linear(x, p[0], p[1]));
        return [.. Enumerable.Range(0, (p.Length - 2) / 2).Select(t => linear(e, p[2 + 2 * t], p[3 + 2 * t]))];
    }

    internal static Tensor[] ConvBatchNorm(Tensor[] p, Tensor x)
    {
        var h = batch_norm(conv2d(x, p[0], p[1], padding: [1, 1]), null, null, p[2], p[3], training: true);
        h = max_pool2d(relu(h), 2);
        h = relu(batch_norm(conv2d(h, p[4], p[5], strides: [2, 2]), null, null, p[6], p[7], training: true)).flatten(1);
        return [linear(h, p[8], p[9]), linear(h, p[10], p[11])];
    }

    internal static Tensor[] ResNet18(Tensor[] p, Tensor x)
    {
        var next = 0;
        var h = relu(Norm(conv2d(x, p[next++], padding: [1, 1])));
        for (var stage = 0; stage < 4; stage++)
            for (var block = 0; block < 2; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                var y = relu(Norm(conv2d(h, p[next++], strides: [stride, stride], padding: [1, 1])));
                y = Norm(conv2d(y, p[next++], padding: [1, 1]));
                h = relu(y.add(stride == 1 ? h : Norm(conv2d(h, p[next++], strides: [stride, stride]))));
            }

        h = avg_pool2d(h, 4).flatten(1);
        return [linear(h, p[next], p[next + 1]), linear(h, p[next + 2], p[next + 3])];

        Tensor Norm(Tensor y) => batch_norm(y, null, null, p[next++], p[next++], training: true);
    }

    internal static Tensor[] SegNet(Tensor[] p, Tensor x)
    {
        var next = 0;
        var pooled = new Stack<(Tensor Places, int Convolutions)>();
        foreach (var convolutions in new[] { 2, 2, 3, 3, 3 })
        {
            for (var i = 0; i < convolutions; i++) x = Layer(x);
            (x, var places) = max_pool2d_with_indices(x, [2, 2]);
            pooled.Push((places, convolutions));
        }

        foreach (var (places, convolutions) in pooled)
        {
            x = max_unpool2d(x, places, [2, 2]);
            for (var i = 0; i < convolutions; i++) x = Layer(x);
        }

        return [Head(), Head()];

        Tensor Layer(Tensor y)
        {
            next += 4;
            return relu(batch_norm(conv2d(y, p[next - 4], p[next - 3], padding: [1, 1]), null, null, p[next - 2], p[next - 1], training: true));
        }

        Tensor Head()
        {
            next += 4;
            return conv2d(conv2d(x, p[next - 4], p[next - 3], padding: [1, 1]), p[next - 2], p[next - 1]);
        }
    }

    /// <summary>Gradient of sum c[w, t] L_t(alpha_w' Theta) by Theta, shape [m, N], and the losses [W, T].</summary>
    internal static (Tensor Gradient, double[,] Losses) Gradient(Forward forward, IReadOnlyList<long[]> shapes, Tensor theta, double[,] alphas, double[,] coefficients, Batch batch)
    {
        var sizes = shapes.Select(s => s.Aggregate(1L, (a, b) => a * b)).ToArray();
        var members = Enumerable.Range(0, (int)theta.shape[0]).Select(k =>
            theta.select(0, k).split(sizes, 0).Select((slice, i) => slice.detach().clone().reshape(shapes[i]).requires_grad_()).ToArray()).ToArray();
        var losses = new double[alphas.GetLength(0), batch.Y.Count];
        Tensor? total = null;
        for (var w = 0; w < alphas.GetLength(0); w++)
        {
            var parameters = new Tensor[shapes.Count];
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i] = members[0][i].mul(alphas[w, 0]);
                for (var k = 1; k < members.Length; k++) parameters[i] = parameters[i].add(members[k][i].mul(alphas[w, k]));
            }

            var outputs = forward(parameters, batch.X);
            for (var t = 0; t < outputs.Length; t++)
            {
                var loss = cross_entropy(outputs[t], batch.Y[t]);
                losses[w, t] = loss.item<double>();
                var weighted = loss.mul(coefficients[w, t]);
                total = total is null ? weighted : total.add(weighted);
            }
        }

        var gradients = autograd.grad([total!], [.. members.SelectMany(member => member)]);
        var rows = Enumerable.Range(0, members.Length)
            .Select(k => cat([.. gradients.Skip(k * shapes.Count).Take(shapes.Count).Select(g => g.reshape(-1))], 0));
        return (stack([.. rows], 0), losses);
    }
}
