using PML.Networks;
using PML.Objectives;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Objectives;

/// <summary>Networks one after another give what they give all at once, and leave the same running statistics.</summary>
public class EvaluationInTurnTests
{
    private const int Windows = 3, Samples = 6;
    private static readonly double[,] Coefficients = { { 0.2, 0.8 }, { 0.5, 0.5 }, { -0.1, 2 } };
    private readonly ConvBatchNormNetwork _network = new();

    [Theory]
    [InlineData("gradient")]
    [InlineData("losses, gradient")]
    [InlineData("gradients of the tasks, losses, gradient")]
    public void InTurnIsAsTogether(string asked)
    {
        using var scope = NewDisposeScope();
        var (thetas, batch) = Problem();
        var expected = See(long.MaxValue);
        var found = See(OfOne() * 2); // not of three
        Assert.Equal(expected.Losses.Cast<double>(), found.Losses.Cast<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(0, expected.Statistics.sub(found.Statistics).abs().max().item<double>(), 1e-12);
        foreach (var (e, f) in expected.Gradients.Zip(found.Gradients)) Assert.Equal(0, e.sub(f).abs().max().item<double>(), 1e-12);

        (double[,] Losses, List<Tensor> Gradients, Tensor Statistics) See(long memory)
        {
            var objective = Objective(memory);
            var evaluation = objective.Evaluate(thetas, batch);
            var gradients = new List<Tensor>();
            if (asked.StartsWith("gradients of the tasks", StringComparison.Ordinal)) gradients.AddRange(evaluation.TaskGradients());
            var losses = asked.Contains("losses", StringComparison.Ordinal) ? evaluation.Losses : null;
            gradients.Add(evaluation.Gradient(Coefficients));
            return (losses ?? evaluation.Losses, gradients, objective.Statistics!);
        }
    }

    [Fact]
    public void WhereGraphsAreKeptEachNetworkRunsOnce()
    {
        using var scope = NewDisposeScope();
        var (thetas, batch) = Problem();
        var together = Objective(long.MaxValue).Evaluate(thetas, batch);
        var objective = Objective(long.MaxValue);
        var firsts = new List<bool>();
        var kept = new EvaluationInTurn(thetas, 2, (theta, isFirst) =>
        {
            firsts.Add(isFirst);
            return objective.Evaluate(theta, batch);
        }, keep: true);
        var (expected, found) = (together.TaskGradients(), kept.TaskGradients());
        for (var t = 0; t < 2; t++) Assert.Equal(0, expected[t].sub(found[t]).abs().max().item<double>(), 1e-12);
        Assert.Equal(0, together.Gradient(Coefficients).sub(kept.Gradient(Coefficients)).abs().max().item<double>(), 1e-12);
        Assert.Equal(together.Losses.Cast<double>(), kept.Losses.Cast<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([true, true, true], firsts);
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedBeforeItRuns()
    {
        using var scope = NewDisposeScope();
        var (thetas, batch) = Problem();
        var objective = Objective(OfOne() * 2 / 5);
        var before = objective.Statistics!.clone();
        var error = Assert.Throws<PmlException>(() => objective.Evaluate(thetas, batch));
        Assert.StartsWith("A step of a ConvBatchNormNetwork with batch size 6 needs about", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set the batch size to 2 or less, or raise the limit with PML_MEMORY", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, before.sub(objective.Statistics!).abs().max().item<double>());
    }

    // What the objective expects of a step of one network in double precision.
    private long OfOne() => (long)(1.6 * 2 * Samples * _network.ActivationBytes(3, 8, 8));

    private NetworkObjective Objective(long memory) =>
        new(_network, [new CrossEntropy(), new CrossEntropy()], _network.NewStatistics(CPU)!.to(float64)) { MemoryBytes = memory };

    private (Tensor Thetas, Batch Batch) Problem()
    {
        var thetas = tensor([.. Enumerable.Range(0, Windows).SelectMany(k => _network.Initialize(new Random(k)))], [Windows, _network.ParameterCount], float64);
        var random = new Random(1);
        Tensor Classes() => tensor([.. Enumerable.Range(0, Samples).Select(_ => (long)random.Next(3))], [Samples], int64);
        return (thetas, new Batch(rand([Samples, 3, 8, 8], float64), [Classes(), Classes()]));
    }
}
