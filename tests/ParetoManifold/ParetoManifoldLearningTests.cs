using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.ParetoManifold;

public class ParetoManifoldLearningTests
{
    private static readonly double[,] TwoTargets = { { 1, 0, 2 }, { -1, 3, 0.5 } };
    private static readonly double[,] ThreeTargets = { { 1, 0, 2 }, { -1, 3, 0.5 }, { 0, -2, 1 } };

    public static TheoryData<string, PmlOptions> Options() => new()
    {
        { "W = 1", new PmlOptions { Window = 1 } },
        { "W = 4", new PmlOptions { Window = 4 } },
        { "penalty on wrong orders", new PmlOptions { Window = 4, Lambda = 1 } },
        { "skewed sampling", new PmlOptions { Concentrations = [2, 1] } },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void MembersEndAtTheTasksOptima(string name, PmlOptions options)
    {
        Assert.NotEmpty(name);
        AssertClose(TwoTargets, Trained(options, TwoTargets), 0.02);
    }

    [Fact]
    public void ThreeTasksHaveThreeMembers() => AssertClose(ThreeTargets, Trained(new PmlOptions { Window = 3 }, ThreeTargets), 0.02);

    [Fact]
    public void AMixedMemberEndsAtItsMixedOptimum()
    {
        var options = new PmlOptions { TaskWeights = [1, 0, 0, 1, 0.5, 0.5] };
        double[,] expected = { { 1, 0, 2 }, { -1, 3, 0.5 }, { 0, 1.5, 1.25 } };
        AssertClose(expected, Trained(options, TwoTargets), 0.02);
    }

    [Fact]
    public void TheStepsGradientIsTheSlopeOfTheTotalLoss()
    {
        using var scope = NewDisposeScope();
        double[,] alphas = { { 0.2, 0.8 }, { 0.7, 0.3 }, { 0.5, 0.5 } };
        foreach (var order in Enum.GetValues<PenaltyOrder>())
        {
            var options = new PmlOptions { Window = 3, Lambda = 2, PenaltyOrder = order };
            using var learner = new ParetoManifoldLearning(options, new QuadraticObjective(TwoTargets), 3, CPU);
            var theta = Tensors.ToArray2D(learner.Theta);
            var found = Tensors.ToArray2D(learner.Step(default, alphas).Gradient);
            for (var k = 0; k < 2; k++)
            {
                for (var i = 0; i < 3; i++)
                {
                    const double h = 1e-5;
                    var at = theta[k, i];
                    theta[k, i] = at + h;
                    var above = Total(theta, alphas, options);
                    theta[k, i] = at - h;
                    var below = Total(theta, alphas, options);
                    theta[k, i] = at;
                    Assert.Equal((above - below) / (2 * h), found[k, i], 2e-5 * Math.Max(1, Math.Abs(found[k, i])));
                }
            }
        }
    }

    [Fact]
    public void TheGateLeavesOutAPenaltyAboveTheDataLoss()
    {
        using var scope = NewDisposeScope();
        double[,] alphas = { { 0.2, 0.8 }, { 0.7, 0.3 } };
        float[] Gradient(double lambda, bool gate)
        {
            using var learner = new ParetoManifoldLearning(new PmlOptions { Window = 2, Lambda = lambda, PenaltyGate = gate, PenaltyOrder = PenaltyOrder.AsPrinted }, new QuadraticObjective(TwoTargets), 3, CPU);
            return Tensors.ToArray(learner.Step(default, alphas).Gradient);
        }

        var (plain, penalised) = (Gradient(0, false), Gradient(1000, false));
        Assert.NotEqual(plain, penalised);
        Assert.Equal(plain, Gradient(1000, true));
        Assert.Equal(Gradient(1e-3, false), Gradient(1e-3, true));
    }

    [Fact]
    public void OneTaskOrAPenaltyWithoutAWindowIsRefused()
    {
        Assert.Contains("at least 2 tasks; found 1", Assert.Throws<PmlException>(() => new ParetoManifoldLearning(new PmlOptions(), new QuadraticObjective(new double[,] { { 1, 2 } }), 0, CPU)).Message);
        Assert.Contains("found an objective that shares none", Assert.Throws<PmlException>(() => new ParetoManifoldLearning(new PmlOptions { GradientBalancing = GradientBalancing.UnitNorm }, new QuadraticObjective(TwoTargets), 0, CPU)).Message);
        using var learner = new ParetoManifoldLearning(new PmlOptions(), new QuadraticObjective(TwoTargets), 0, CPU);
        Assert.Equal("Each weighting must have one weight for each of the 2 members; found 3.", Assert.Throws<PmlException>(() => learner.Step(default, new double[,] { { 0.2, 0.3, 0.5 } })).Message);
        Assert.Contains("Window of at least 2", Assert.Throws<PmlException>(() => new ParetoManifoldLearning(new PmlOptions { Window = 1, Lambda = 1 }, new QuadraticObjective(TwoTargets), 0, CPU)).Message);
    }

    [Fact]
    public void MembersStartIndependentlyAndFromTheSeed()
    {
        using var a = new ParetoManifoldLearning(new PmlOptions(), new QuadraticObjective(TwoTargets), 0, CPU);
        using var b = new ParetoManifoldLearning(new PmlOptions(), new QuadraticObjective(TwoTargets), 0, CPU);
        using var c = new ParetoManifoldLearning(new PmlOptions(), new QuadraticObjective(TwoTargets), 1, CPU);
        var theta = Tensors.ToArray(a.Theta);
        Assert.Equal(theta, Tensors.ToArray(b.Theta));
        Assert.NotEqual(theta, Tensors.ToArray(c.Theta));
        Assert.NotEqual(theta[..3], theta[3..]);
    }

    private static double[,] Trained(PmlOptions options, double[,] targets)
    {
        var objective = new QuadraticObjective(targets);
        using var learner = options.Start(objective, 1, CPU);
        using var adam = new Adam(learner.Theta, 0.05);
        for (var step = 0; step < 1500; step++)
        {
            using var scope = NewDisposeScope();
            adam.LearningRate = 0.05 * Math.Pow(0.1, step / 500);
            adam.Step(learner.Step(default, Seeds.Stream(1, "step", step)).Gradient);
        }

        return Tensors.ToArray2D(learner.Theta);
    }

    private static double Total(double[,] theta, double[,] alphas, PmlOptions options)
    {
        var losses = new double[alphas.GetLength(0), 2];
        double total = 0;
        for (var w = 0; w < alphas.GetLength(0); w++)
        {
            for (var t = 0; t < 2; t++)
            {
                for (var i = 0; i < 3; i++) losses[w, t] += Math.Pow(alphas[w, 0] * theta[0, i] + alphas[w, 1] * theta[1, i] - TwoTargets[t, i], 2);
                total += alphas[w, t] * losses[w, t];
            }
        }

        return total + options.Lambda * MultiForwardPenalty.Of(alphas, losses, options.PenaltyOrder).Value;
    }

    private static void AssertClose(double[,] expected, double[,] found, double tolerance)
    {
        Assert.Equal(expected.GetLength(0), found.GetLength(0));
        foreach (var (e, f) in expected.Cast<double>().Zip(found.Cast<double>())) Assert.Equal(e, f, tolerance);
    }
}
