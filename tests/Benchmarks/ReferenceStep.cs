using PML.Networks;
using PML.Objectives;
using PML.Tests.Objectives;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Benchmarks;

/// <summary>A PML step of LeNet as the released code shapes it: one interpolation a parameter, W forwards in NCHW, Adam a parameter.</summary>
internal sealed class ReferenceStep
{
    private readonly Tensor[][] _members;
    private readonly Tensor[][] _mean, _square;
    private int _steps;

    internal ReferenceStep(LeNet network, int members, Device device)
    {
        _members = [.. Enumerable.Range(0, members).Select(k =>
        {
            var weights = tensor(network.Initialize(new Random(k)), [network.ParameterCount], float32, device);
            return weights.split([.. network.Parameters.Select(p => p.Count)], 0)
                .Select((slice, i) => slice.clone().reshape(network.Parameters[i].Shape).requires_grad_()).ToArray();
        })];
        _mean = [.. _members.Select(member => member.Select(p => zeros_like(p)).ToArray())];
        _square = [.. _members.Select(member => member.Select(p => zeros_like(p)).ToArray())];
    }

    internal void Step(Batch batch, double[][] alphas)
    {
        using var scope = NewDisposeScope();
        Tensor? total = null;
        foreach (var alpha in alphas)
        {
            var p = Enumerable.Range(0, _members[0].Length).Select(i => Interpolate(i, alpha)).ToArray();
            var outputs = PlainForm.LeNet(p, batch.X);
            for (var t = 0; t < outputs.Length; t++)
            {
                var loss = cross_entropy(outputs[t], batch.Y[t]).mul(alpha[t]);
                total = total is null ? loss : total.add(loss);
            }
        }

        Adam(autograd.grad([total!], [.. _members.SelectMany(member => member)]));
    }

    private Tensor Interpolate(int i, double[] alpha)
    {
        var sum = _members[0][i].mul(alpha[0]);
        for (var k = 1; k < _members.Length; k++) sum = sum.add(_members[k][i].mul(alpha[k]));
        return sum;
    }

    private void Adam(IList<Tensor> gradients)
    {
        using var _ = no_grad();
        _steps++;
        var at = 0;
        for (var k = 0; k < _members.Length; k++)
        {
            for (var i = 0; i < _members[k].Length; i++)
            {
                var gradient = gradients[at++];
                _mean[k][i].mul_(0.9).add_(gradient, 0.1);
                _square[k][i].mul_(0.999).addcmul_(gradient, gradient, 0.001);
                var root = _square[k][i].sqrt().div_(Math.Sqrt(1 - Math.Pow(0.999, _steps))).add_(1e-8);
                _members[k][i].addcdiv_(_mean[k][i], root, -0.002 / (1 - Math.Pow(0.9, _steps)));
            }
        }
    }
}
