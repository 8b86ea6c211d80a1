using System.Reflection;
using PML.Experiments;
using PML.FrontLearning;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Experiments;
using PML.Tests.RepoRules;
using PML.Tests.Support;
using PML.Tests.Training;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.FrontLearning;

/// <summary>What holds for every method of the folder.</summary>
[Collection(AloneCollection.Name)]
public sealed class FrontTrainingTests : IClassFixture<TinyData>
{
    public static TheoryData<string> Names() => new(Fronts.All.Select(method => method.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void ARunOfTheExperimentHasAFrontAndCountsWhatWasTrained(string name)
    {
        using var runs = (MultiMnist.Paper.At("smoke") with { Epochs = 1 }).Train(MethodCatalogue.Find(name));
        var record = runs[0].Record;
        Assert.Equal((name, 11), (record.Method, record.Front.Count));
        Assert.InRange(record.Metrics["rays.hypervolume"], 0, 1);
        Assert.InRange(record.Metrics["parameters"], 27450, 3e6);
        using var network = runs[0].Model.At(0.25, 0.75);
        Assert.Equal(runs[0].Model.Network.ParameterCount, network.Weights().Length);
        if (runs[0].Model is not Ensemble) Assert.Contains("has no members. Use Model.", Assert.Throws<PmlException>(() => runs[0].Ensemble).Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CancelledAndStartedAgainItEndsWithTheSameBits(string name)
    {
        using var scratch = new Scratch();
        var undisturbed = Trained(name, null);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Trained(name, scratch["run.ckpt"], new TrainerTests.Recorder(_ => stop.Cancel()), stop.Token));
        Assert.True(File.Exists(scratch["run.ckpt"]));
        Assert.Equal(undisturbed, Trained(name, scratch["run.ckpt"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoHandleOutlivesATraining(string name)
    {
        // What earlier tests let go of is not this training's.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        Trained(name, null);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void EveryMethodHasATestARowOfTheIndexAndAPlaceInTheCatalogue()
    {
        Type[] methods = [.. typeof(Fronts).Assembly.GetTypes().Where(type => type.Namespace == typeof(Fronts).Namespace && typeof(IMethod).IsAssignableFrom(type))];
        Assert.Equal(methods.ToHashSet(), Fronts.All.Select(method => method.GetType()).ToHashSet());
        Assert.Empty(Fronts.All.Except(MethodCatalogue.All));
        var tests = Assembly.GetExecutingAssembly().GetTypes().Select(type => type.Name).ToHashSet();
        var rows = Repository.Read("lib/PML/FrontLearning/README.md").Split('\n').Where(line => line.StartsWith('|')).ToArray();
        Assert.All(methods, type => Assert.Contains($"{type.Name}Tests", tests));
        Assert.All(Fronts.All, method => Assert.Contains(rows, row => row.Contains($"| {method.Name} |") && row.Contains($"`{method.GetType().Name}.cs`")));
    }

    private static float[] Trained(string name, string? checkpoint, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var method = MethodCatalogue.Find(name);
        using var data = SyntheticData.Images(120, CPU);
        var network = method.Adapt(new LeNet());
        var options = new TrainOptions { Epochs = 2, BatchSize = 32, Seed = 5, CheckpointPath = checkpoint };
        using var learner = new Trainer(options).Train(method, new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]), data, progress, cancellationToken);
        using var front = learner.Front(network);
        Assert.Equal(11, FrontEvaluation.Accuracies(front, data, Simplex.EvaluationGrid(front.Members)).Count);
        return Tensors.ToArray(learner.Theta);
    }
}
