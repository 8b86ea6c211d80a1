using PML.FrontLearning;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.FrontLearning;

public class LorpmanTests
{
    [Fact]
    public void TheGradientIsThatOfLossesPenaltyAndOrthogonality()
    {
        using var scope = NewDisposeScope();
        var method = new Lorpman { Rank = 2, Lambda = 0.7, Orthogonality = 0.4, Scale = 0.8 };
        var objective = SmallProblem.Table(method);
        using var learner = SmallProblem.Start(method, objective);
        var members = new LowRankMembers(objective.Network, 2, 2, 0.8, 1);
        SmallProblem.AgreesWithDifferences(learner, SmallProblem.TwoRays, SmallProblem.TableBatch(), (trained, losses) =>
            0.3 * losses[0, 0] + 0.7 * losses[0, 1] + 0.9 * losses[1, 0] + 0.1 * losses[1, 1]
            + 0.7 * MultiForwardPenalty.Of(SmallProblem.TwoRays, losses, PenaltyOrder.Wrong).Value
            + 0.4 * Orthogonality.Of(members.Products(trained), members.Matrices));
    }

    [Fact]
    public void OrthogonalityIsTheSquaredCosineOfEachOrderedPair()
    {
        using var scope = NewDisposeScope();
        var members = tensor([3.0, 4, 9, 1, 0, 9, 0, 0, 9], [3, 3], float64); // cosine 0.6; the third has no direction in the layer
        Assert.Equal(2 * 0.36, Orthogonality.Of(members, [(0, 2)]), 1e-9);
        var gradient = Orthogonality.Gradient(members, [(0, 2)]);
        Assert.Equal(0, gradient.select(1, 2).norm().item<double>());
        Assert.Equal(0, gradient.select(0, 2).norm().item<double>(), 1e-12);
        // A member's length is no concern.
        Assert.Equal(0, gradient.select(0, 0).dot(members.select(0, 0)).item<double>(), 1e-9);
    }

    [Fact]
    public void TheMainNetworkStandsStillAtTheEnd()
    {
        using var scope = NewDisposeScope();
        var method = new Lorpman { Rank = 1 };
        var objective = SmallProblem.Table(method);
        using var learner = SmallProblem.Start(method, objective);
        using var adam = new Adam(learner.Theta, 0.01);
        var n = (int)objective.ParameterCount;
        for (var step = 0; step < 8; step++) Step(0.1 * step);
        var before = Tensors.ToArray(learner.Theta);
        Step(0.8);
        Step(0.9);
        var after = Tensors.ToArray(learner.Theta);
        Assert.Equal(before[..n], after[..n]); // though Adam's momentum would move it
        Assert.NotEqual(before[n..], after[n..]);

        void Step(double progress)
        {
            using var inner = NewDisposeScope();
            var batch = SmallProblem.TableBatch() with { Progress = progress };
            batch = batch with { X = batch.X.to(float32) };
            adam.Step(learner.Step(batch, Seeds.Stream(1, "step", (long)(100 * progress))).Gradient);
            learner.Stepped(batch);
        }
    }

    [Fact]
    public void ItCountsAboutTheParametersOfItsPaper()
    {
        var method = new Lorpman();
        using var learner = SmallProblem.Start(method, SmallProblem.Images(method));
        Assert.Equal(27450 + 2 * 5 * 1715, learner.Theta.numel());
        Assert.InRange(learner.Theta.numel(), 44_000, 48_000);
        Assert.Contains("needs a Window of at least 2", Assert.Throws<PmlException>(() => (method with { Lambda = 1, Window = 1 }).Start(SmallProblem.Images(method), 0, CPU)).Message);
    }
}
