using PML.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>A front under <see cref="Lorpman"/>.</summary>
/// <param name="options">The method.</param>
/// <param name="members">The main network and its members of low rank.</param>
/// <param name="objective">The vector loss; the caller's.</param>
/// <param name="seed">Root seed of the first values.</param>
/// <param name="device">Where they live.</param>
internal sealed class LorpmanLearner(Lorpman options, LowRankMembers members, IVectorObjective objective, long seed, Device device)
    : FrontLearner(members, objective, (_, random) => Rays.Dirichlet(objective.TaskCount, options.Window, options.Concentration, random), options.Coefficients, seed, device)
{
    private Tensor? _frozen;

    /// <inheritdoc/>
    /// <remarks>An optimizer with momentum moves weights whose gradient is 0: they are put back.</remarks>
    public override void Stepped(Batch batch)
    {
        if (_frozen is null) return;
        using var _ = no_grad();
        Theta.narrow(1, 0, members.BaseCount).copy_(_frozen);
        _frozen = null; // the step's dispose scope has it
    }

    protected override Tensor Gradient(Tensor trained, Tensor rays, double[,] numbers, IEvaluation evaluation, double progress)
    {
        var gradient = base.Gradient(trained, rays, numbers, evaluation, progress);
        using var _ = no_grad();
        var main = gradient.narrow(1, 0, members.BaseCount);
        if (progress >= options.FreezeAt)
        {
            main.zero_();
            _frozen = trained.narrow(1, 0, members.BaseCount).clone();
        }

        if (options.Orthogonality > 0)
        {
            var slopes = Orthogonality.Gradient(members.Products(trained), members.Matrices);
            gradient.narrow(1, members.BaseCount, members.TrainedCount - members.BaseCount).add_(members.PullBackProducts(trained, slopes), options.Orthogonality);
        }

        return gradient;
    }
}
