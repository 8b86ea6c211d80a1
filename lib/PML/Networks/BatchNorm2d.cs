using TorchSharp;
using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>Batch normalisation of images, for W networks at once.</summary>
/// <remarks>
/// As in the paper's released code, scale and shift are weights (and so interpolated), while all networks share one set of
/// running mean and variance, which each of the W forwards updates in turn. Where each network has statistics of its own
/// (<see cref="BatchNormStatistics"/>), each uses and updates those.
/// </remarks>
/// <param name="name">Name of its parameters' prefix.</param>
/// <param name="channels">Channels of one network.</param>
/// <param name="momentum">How much of the running statistics a batch replaces, unless the forward pass says.</param>
/// <param name="epsilon">Added to the variance.</param>
public sealed class BatchNorm2d(string name, long channels, double momentum = 0.1, double epsilon = 1e-5) : Layer(
    Parameter.Constant($"{name}.weight", [channels], 1),
    Parameter.Constant($"{name}.bias", [channels], 0))
{
    /// <inheritdoc/>
    public override long StatisticsCount => 2 * channels;

    /// <inheritdoc/>
    internal override string StatisticsName => name;

    /// <inheritdoc/>
    /// <remarks>In and out: [B, W*channels, H, W'].</remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x)
    {
        var scale = Weight(pass, 0).reshape(pass.Windows * channels);
        var shift = Weight(pass, 1).reshape(pass.Windows * channels);
        var share = pass.Momentum ?? momentum;
        var running = Running(pass); // [1 or W, 2, channels]
        var copies = running?.expand(pass.Windows, 2, channels).transpose(0, 1).reshape(2, pass.Windows * channels).clone();
        var y = nn.functional.batch_norm(
            x, copies?.select(0, 0), copies?.select(0, 1), scale, shift, pass.Training || copies is null, share, epsilon);
        if (pass.Training && running is not null && copies is not null) Update(running, copies.view(2, pass.Windows, channels).transpose(0, 1), 1 - share);
        return pass.Keep(y);
    }

    // A view of this layer's statistics.
    private Tensor? Running(ForwardPass pass) => pass.Statistics switch
    {
        null => null,
        { } statistics when statistics.dim() == 1 => statistics.narrow(0, FirstStatistic, StatisticsCount).view(1, 2, channels),
        { } statistics => statistics.narrow(1, FirstStatistic, StatisticsCount).view(pass.Windows, 2, channels),
    };

    // Each copy now holds keep r + q s_w for its own batch statistic s_w, q = 1 - keep. Where all share r, in turn they make
    // r keep^W + sum_w keep^(W-1-w) q s_w, which is what W forwards one after another leave behind.
    private static void Update(Tensor running, Tensor copies, double keep)
    {
        using var _ = no_grad();
        if (running.shape[0] == copies.shape[0])
        {
            running.copy_(copies);
            return;
        }

        var before = running.select(0, 0);
        var next = before.clone();
        for (long w = 0; w < copies.shape[0]; w++)
        {
            var fresh = copies.select(0, w).sub(before.mul(keep));
            next = next.mul(keep).add(fresh);
        }

        before.copy_(next);
    }
}
