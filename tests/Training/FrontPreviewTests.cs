using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;
using static TorchSharp.torch;

namespace PML.Tests.Training;

public class FrontPreviewTests
{
    private static readonly ITaskLoss[] Losses = [new CrossEntropy(), new CrossEntropy()];

    [Fact]
    public void TheLossesAreThoseOfTheNetworksAtEachWeighting()
    {
        using var data = SyntheticData.Images(64, CPU);
        var network = new LeNet();
        var objective = new NetworkObjective(network, Losses);
        using var learner = new PmlOptions { Window = 2 }.Start(objective, 3, CPU);
        var found = new FrontPreview(network, Losses, data, 48, null).Of(learner);
        Assert.Equal(6, found.Count);
        using var scope = NewDisposeScope();
        using var ensemble = new Ensemble(network, learner.Theta.clone());
        foreach (var (losses, alpha) in found.Zip(Simplex.Lattice(2, 5)))
        {
            var expected = objective.Evaluate(ensemble.Interpolate([alpha]), data.Range(0, 48)).Losses;
            for (var t = 0; t < 2; t++) Assert.Equal(expected[0, t], losses[t], 1e-5);
        }
    }

    [Fact]
    public void ASingleNetworkGivesOnePointAndThreeTasksTen()
    {
        var data = new PML.Data.TaskData(rand([6, 3, 32, 32]), [zeros([6], int64), zeros([6], int64), zeros([6], int64)]);
        using (data)
        {
            var network = new ResNet18([2, 2, 5], width: 2, side: 32);
            ITaskLoss[] losses = [.. Losses, new CrossEntropy()];
            using var statistics = network.NewStatistics(CPU)!;
            var before = Tensors.ToArray(statistics);
            var objective = new NetworkObjective(network, losses, statistics);
            var preview = new FrontPreview(network, losses, data, 100, statistics);
            using var three = new PmlOptions { Window = 1 }.Start(objective, 0, CPU);
            using var one = new LinearScalarization().Start(objective, 0, CPU);
            Assert.Equal((10, 1), (preview.Of(three).Count, preview.Of(one).Count));
            // Looking changes nothing that training or the trained front depends on.
            Assert.Equal(before, Tensors.ToArray(statistics));
        }
    }

    [Fact]
    public void ATrainingThatIsLookedAtGivesTheBitsOfOneThatIsNot()
    {
        using var data = SyntheticData.Images(120, CPU);
        var network = new LeNet();
        float[] Train(Func<ILearner, double[]>? measure)
        {
            using var learner = new Trainer(TrainerTests.Options, measure).Train(new PmlOptions { Window = 2, Lambda = 1 }, new NetworkObjective(network, Losses), data);
            return Tensors.ToArray(learner.Theta);
        }

        Assert.Equal(Train(null), Train(learner => new FrontPreview(network, Losses, data, 32, null).Of(learner)[0]));
    }

    [Fact]
    public void AStoppedTrainingSaysWhereItsCheckpointIs()
    {
        using var folder = new Scratch();
        using var stop = new CancellationTokenSource();
        string Message(string? checkpoint) => Assert.Throws<OperationCanceledException>(() => TrainerTests.Weights(TrainerTests.Options with { CheckpointPath = checkpoint }, new TrainerTests.Recorder(_ => stop.Cancel()), stop.Token)).Message;
        Assert.Equal($"PML, seed 5 was stopped at step 1 of 12. Its checkpoint is kept: {folder["a.safetensors"]}. Train with the same settings again to go on from it.", Message(folder["a.safetensors"]));
        Assert.Equal("PML, seed 5 was stopped at step 0 of 12. It keeps no checkpoint: give the training a CheckpointFolder to be able to go on from where it stops.", Message(null));
    }
}
