using PML.FrontLearning;
using PML.Objectives;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.FrontLearning;

public class ParetoHyperNetworkTests
{
    private static readonly ParetoHyperNetwork Linear = new() { Hidden = 8 };
    private static readonly double[,] Ray = { { 0.2, 0.8 } };

    [Fact]
    public void TheGradientThroughTheHyperNetworkIsThatOfCentralDifferences()
    {
        using var scope = NewDisposeScope();
        using var learner = SmallProblem.Start(Linear, SmallProblem.Table(Linear));
        SmallProblem.AgreesWithDifferences(learner, SmallProblem.TwoRays, SmallProblem.TableBatch(), (_, losses) =>
            0.3 * losses[0, 0] + 0.7 * losses[0, 1] + 0.9 * losses[1, 0] + 0.1 * losses[1, 1]);
    }

    [Fact]
    public void ExactParetoWeightsComeFromTheHyperNetworksOwnGradients()
    {
        using var scope = NewDisposeScope();
        var method = Linear with { Solver = HyperNetworkSolver.ExactParetoOptimal };
        var objective = SmallProblem.Table(method);
        using var learner = SmallProblem.Start(method, objective);
        var model = new HyperNetwork(2, objective.ParameterCount, 8);
        var trained = SmallProblem.Somewhere(learner);
        var batch = SmallProblem.TableBatch();
        Tensor[] gradients = [.. Enumerable.Range(0, 2).Select(task =>
        {
            using var one = new FrontLearner(model, objective, (_, _) => Ray, (_, _) => Matrix.Of(1, 2, (_, t) => t == task ? 1 : 0), 3, CPU);
            return one.Step(trained, Ray, batch).Gradient;
        })];
        var gram = Matrix.Of(2, 2, (i, j) => gradients[i].mul(gradients[j]).sum().item<double>());
        var step = learner.Step(trained, Ray, batch);
        var losses = step.Evaluation.Losses;
        var weights = ExactParetoOptimal.Weights([losses[0, 0], losses[0, 1]], [0.2, 0.8], gram);
        SmallProblem.Close(gradients[0].mul(2 * weights[0]).add(gradients[1].mul(2 * weights[1])), step.Gradient, 1e-9);
    }

    [Fact]
    public void EqualRaysGiveEqualWeightsAndOthersDoNot()
    {
        using var scope = NewDisposeScope();
        var objective = SmallProblem.Table(Linear);
        using var learner = SmallProblem.Start(Linear, objective);
        using var front = Assert.IsType<HyperNetworkFront>(learner.Front(objective.Network));
        var weights = front.Interpolate([[0.3, 0.7], [0.3, 0.7], [0.7, 0.3]]);
        SmallProblem.Close(weights.select(0, 0), weights.select(0, 1), 1e-6);
        SmallProblem.Close(weights.select(0, 0), front.Interpolate([[0.3, 0.7]]).select(0, 0), 1e-6);
        Assert.True(weights.select(0, 0).sub(weights.select(0, 2)).norm().item<float>() > 1e-4);
        Assert.Contains("must lie on the simplex", Assert.Throws<PmlException>(() => front.At(0.5, 0.6)).Message);
    }

    [Fact]
    public void ItHasTheParametersThatItsAuthorsCount()
    {
        var method = new ParetoHyperNetwork();
        using var learner = SmallProblem.Start(method, SmallProblem.Images(method));
        Assert.Equal(300 + 2 * 10100 + 27450 * 101, learner.Theta.numel()); // 2.793 million
        Assert.Equal(("PHN-LS", "PHN-EPO"), (method.Name, (method with { Solver = HyperNetworkSolver.ExactParetoOptimal }).Name));
        Assert.Equal(1e-4, method.LearningRate(1e-3, 2), 1e-12);
    }
}
