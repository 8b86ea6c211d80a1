using PML.ParetoManifold;
using PML.Support;
using PML.Tests.ParetoManifold;
using PML.Training;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Weighting;

public class WeightingTests
{
    private static readonly double[,] Targets = { { 1, 0, 2 }, { -1, 3, 0.5 } };

    public static TheoryData<IMethod, double[]> Optima() => new()
    {
        { new LinearScalarization(), [0, 1.5, 1.25] },
        { new LinearScalarization { Weights = [3, 1] }, [0.5, 0.75, 1.625] },
        { new SingleTask { Task = 0 }, [1, 0, 2] },
        { new SingleTask { Task = 1 }, [-1, 3, 0.5] },
    };

    [Theory]
    [MemberData(nameof(Optima))]
    public void ItEndsAtTheOptimumOfItsWeights(IMethod method, double[] expected)
    {
        using var learner = method.Start(new QuadraticObjective(Targets), 1, CPU);
        using var adam = new Adam(learner.Theta, method.LearningRate(0.05, 2));
        for (var step = 0; step < 800; step++)
        {
            using var scope = NewDisposeScope();
            adam.Step(learner.Step(default, Seeds.Stream(1, "step", step)).Gradient);
        }

        var found = Tensors.ToArray(learner.Theta);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-3);
    }

    [Fact]
    public void WeightsOrTasksThatDoNotFitAreNamed()
    {
        using var scope = NewDisposeScope();
        var objective = new QuadraticObjective(Targets);
        using var three = new LinearScalarization { Weights = [1, 2, 3] }.Start(objective, 0, CPU);
        Assert.Equal("Weights must hold one number for each of the 2 tasks; found 3.", Assert.Throws<PmlException>(() => three.Step(default, new Random(0))).Message);
        using var second = new SingleTask { Task = 2 }.Start(objective, 0, CPU);
        Assert.Equal("Task must lie in [0, 1]; found 2.", Assert.Throws<PmlException>(() => second.Step(default, new Random(0))).Message);
        Assert.Contains("below 0; found [1, -1]", Assert.Throws<PmlException>(() => new LinearScalarization { Weights = [1, -1] }).Message);
    }

    [Fact]
    public void ASingleNetworkIsAnEnsembleOfOne()
    {
        using var learner = new LinearScalarization().Start(new QuadraticObjective(Targets), 0, CPU);
        Assert.Equal([1, 3], learner.Theta.shape);
        Assert.Equal([[1.0]], Simplex.EvaluationGrid(1));
    }
}
