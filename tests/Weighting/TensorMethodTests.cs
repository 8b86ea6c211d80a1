using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;
using static TorchSharp.torch;

namespace PML.Tests.Weighting;

/// <summary>What holds for every method that looks at tensors or at a second batch. Nothing may run beside these tests: they count the process's handles.</summary>
[Collection(AloneCollection.Name)]
public class TensorMethodTests
{
    private static readonly TrainOptions Options = new() { Epochs = 3, BatchSize = 32, Seed = 5 };

    public static TheoryData<IMethod> Methods() => [new GradDrop(), new AutoLambda(), new RotoGrad { BurnIn = 8 }, new SdmGrad(), new MoDo()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void StoppedInTheMiddleAndStartedAgainItEndsWithTheSameBits(IMethod method)
    {
        using var scratch = new Scratch();
        var expected = Train(method, Options, new CountedLoss());
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        using var stop = new CancellationTokenSource();
        // The step after the fifth starts no more: 12 are to be taken.
        var fifth = (method is AutoLambda or SdmGrad or MoDo ? 2 : 1) * 5;
        Assert.Throws<OperationCanceledException>(() => Train(method, options, new CountedLoss(fifth, stop), stop.Token));
        var going = new CountedLoss();
        Assert.Equal(expected, Train(method, options, going));
        Assert.Equal(7 * fifth / 5, going.Calls);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void BothTasksAreLearned(IMethod method)
    {
        using var data = SyntheticData.Images(1024, CPU);
        var network = new LeNet();
        var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]);
        using var learner = new Trainer(new TrainOptions { Epochs = 8, BatchSize = 32, LearningRate = 2e-3 }).Train(method, objective, data);
        using var ensemble = new Ensemble(network, learner.Weights());
        var point = FrontEvaluation.Accuracies(ensemble, data, Simplex.EvaluationGrid(1))[0];
        Assert.True(point.Min() > 0.6, $"accuracies {string.Join(", ", point)}");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void NoHandleOutlivesItsEpoch(IMethod method)
    {
        var before = Tensor.TotalCount;
        var live = new List<long>();
        for (var epochs = 1; epochs <= 3; epochs++)
        {
            long atTheEnd = 0;
            var recorder = new PML.Tests.Training.TrainerTests.Recorder(_ => atTheEnd = Tensor.TotalCount);
            Train(method, Options with { Epochs = epochs }, new CountedLoss(), progress: recorder);
            live.Add(atTheEnd);
            Assert.Equal(before, Tensor.TotalCount);
        }

        Assert.True(live[0] > before);
        Assert.Equal([live[0], live[0], live[0]], live);
    }

    private static float[] Train(IMethod method, TrainOptions options, CountedLoss first, CancellationToken token = default, IProgress<TrainProgress>? progress = null)
    {
        using var data = SyntheticData.Images(120, CPU);
        var objective = new NetworkObjective(new LeNet(), [first, new CountedLoss()]);
        using var learner = new Trainer(options).Train(method, objective, data, progress, token);
        using var weights = learner.Weights();
        return Tensors.ToArray(weights);
    }

    /// <summary>Cross-entropy that stops the run once it was asked for a number of times.</summary>
    private sealed class CountedLoss(int last = 0, CancellationTokenSource? stop = null) : ITaskLoss
    {
        private readonly CrossEntropy _loss = new();

        internal int Calls { get; private set; }

        public Tensor Of(Tensor output, Tensor target)
        {
            if (++Calls == last) stop!.Cancel();
            return _loss.Of(output, target);
        }
    }
}
