using PML.Networks;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>One rotation a task, in front of the layer that reads the shared representation.</summary>
internal sealed class Rotations : IDisposable
{
    private readonly IReadOnlyList<DecoderInput> _inputs;
    private readonly Tensor _rotations, _turn; // both [T, d, d] in double precision
    private readonly Adam _adam;

    /// <summary>No rotation yet: the identity.</summary>
    /// <param name="inputs">Where each decoder reads the representation.</param>
    /// <param name="rate">Adam's.</param>
    /// <param name="device">Where the rotations live.</param>
    internal Rotations(IReadOnlyList<DecoderInput> inputs, double rate, Device device)
    {
        _inputs = inputs;
        var size = (int)inputs[0].Columns;
        using var scope = NewDisposeScope();
        var identity = Matrix.Of(size, size, (i, j) => i == j ? 1 : 0);
        _turn = zeros([inputs.Count, size, size], float64, device).DetachFromDisposeScope();
        _rotations = Tensors.ToTensor(identity, _turn).repeat(inputs.Count, 1, 1).DetachFromDisposeScope();
        _adam = new Adam(_turn, rate);
    }

    /// <summary>R_t, shape [T, d, d]; the rotations' own.</summary>
    internal Tensor Matrices => _rotations;

    /// <summary>How many steps were taken.</summary>
    internal long Steps => _adam.Steps;

    /// <summary>The rotations, Adam's moments of each, and how many steps were taken.</summary>
    internal double[] State
    {
        get
        {
            using var scope = NewDisposeScope();
            return [.. cat([.. Parts.Select(part => part.flatten())]).cpu().data<double>(), _adam.Steps];
        }

        set
        {
            using var scope = NewDisposeScope();
            var all = tensor(value[..^1], [Parts.Length, .. _turn.shape], float64, _turn.device);
            for (var i = 0; i < Parts.Length; i++) Parts[i].copy_(all.select(0, i));
            _adam.Steps = (long)value[^1];
        }
    }

    private Tensor[] Parts => [_rotations, .. _adam.Buffers.OrderBy(buffer => buffer.Key, StringComparer.Ordinal).Select(buffer => buffer.Value)];

    /// <summary>The weights with the rotations in them: W' = W R.</summary>
    /// <param name="weights">Shape [1, N].</param>
    /// <returns>Shape [1, N].</returns>
    internal Tensor Fold(Tensor weights) => Turned(weights, back: false);

    /// <summary>The gradient by the weights, from that by the folded ones: dW = dW' R'.</summary>
    /// <param name="gradient">Shape [1, N].</param>
    /// <returns>Shape [1, N].</returns>
    internal Tensor Unfold(Tensor gradient) => Turned(gradient, back: true);

    /// <summary>Turns each rotation so that its task's gradient comes nearer to the mean of all.</summary>
    /// <param name="gradients">G_t by the unrotated representation, each of shape [1, B, d].</param>
    /// <param name="norms">|G_t|, shape [T].</param>
    internal void Align(IReadOnlyList<Tensor> gradients, double[] norms)
    {
        using var scope = NewDisposeScope();
        Tensor[] rows = [.. gradients.Select(g => g.select(0, 0))];
        var (mean, unit) = (zeros_like(rows[0]), zeros_like(rows[0]));
        for (var t = 0; t < rows.Length; t++)
        {
            mean.add_(rows[t], 1.0 / rows.Length);
            unit.add_(rows[t], 1 / (norms[t] * rows.Length));
        }

        var target = unit.mul(mean.norm()); // v
        // With R turned to R (I + A) and A skew, the slope of the mean of |R v - R g|^2 by A's lower entries is
        // those of (2/B) (V'G - G'V): the rotation itself drops out.
        // One product and its transpose: two products would round otherwise, and turns that are not quite skew are no rotations.
        var products = rows.Select(g => target.t().mm(g));
        var slopes = stack([.. products.Select(product => product.sub(product.t()))], 0).mul(2.0 / rows[0].shape[0]);
        _adam.Step(slopes.to(float64));
        _rotations.copy_(_rotations.bmm(_turn.matrix_exp()));
        _turn.mul_(0);
    }

    public void Dispose()
    {
        _adam.Dispose();
        _turn.Dispose();
        _rotations.Dispose();
    }

    private Tensor Turned(Tensor weights, bool back)
    {
        using var scope = NewDisposeScope();
        var turned = weights.clone();
        for (var t = 0; t < _inputs.Count; t++)
        {
            var (offset, rows, columns) = _inputs[t];
            var rotation = _rotations.select(0, t).to(weights.dtype);
            var matrix = turned.narrow(1, offset, rows * columns).view(rows, columns);
            matrix.copy_(matrix.mm(back ? rotation.t() : rotation));
        }

        return turned.MoveToOuterDisposeScope();
    }
}
