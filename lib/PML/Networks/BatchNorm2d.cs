using TorchSharp;
using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>Batch normalisation of images, for W networks at once.</summary>
/// <remarks>
/// As in the paper's released code, scale and shift are weights (and so interpolated), while all networks share one set of
/// running mean and variance, which each of the W forwards updates in turn.
/// </remarks>
/// <param name="name">Name of its parameters' prefix.</param>
/// <param name="channels">Channels of one network.</param>
/// <param name="momentum">How much of the running statistics a batch replaces.</param>
/// <param name="epsilon">Added to the variance.</param>
public sealed class BatchNorm2d(string name, long channels, double momentum = 0.1, double epsilon = 1e-5) : Layer(
    Parameter.Constant($"{name}.weight", [channels], 1),
    Parameter.Constant($"{name}.bias", [channels], 0))
{
    /// <inheritdoc/>
    public override long StatisticsCount => 2 * channels;

    /// <inheritdoc/>
    /// <remarks>In and out: [B, W*channels, H, W'].</remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x)
    {
        var scale = Weight(pass, 0).reshape(pass.Windows * channels);
        var shift = Weight(pass, 1).reshape(pass.Windows * channels);
        var running = pass.Statistics?.narrow(0, FirstStatistic, StatisticsCount).view(2, channels);
        var copies = running?.repeat(1, pass.Windows); // [2, W*channels]
        var y = nn.functional.batch_norm(
            x, copies?.select(0, 0), copies?.select(0, 1), scale, shift, pass.Training || copies is null, momentum, epsilon);
        if (pass.Training && running is not null && copies is not null) Update(running, copies.view(2, pass.Windows, channels));
        return y;
    }

    // Each copy now holds (1 - q) r + q s_w for its own batch statistic s_w. In turn they make
    // r (1 - q)^W + sum_w (1 - q)^(W-1-w) q s_w, which is what W forwards one after another leave behind.
    private void Update(Tensor running, Tensor copies)
    {
        using var _ = no_grad();
        var keep = 1 - momentum;
        var next = running.clone();
        for (long w = 0; w < copies.shape[1]; w++)
        {
            var fresh = copies.select(1, w).sub(running.mul(keep));
            next = next.mul(keep).add(fresh);
        }

        running.copy_(next);
    }
}
