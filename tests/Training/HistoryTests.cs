using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Training;

public class HistoryTests
{
    private static readonly TrainOptions Options = TrainerTests.Options;

    [Fact]
    public void TheLearnerIsMeasuredAtTheStartAndAfterEachEpoch()
    {
        var (history, steps) = Train(Options);
        Assert.Equal(Options.Epochs + 1, history.Count);
        Assert.Equal([0, steps / 3.0, 2 * steps / 3.0, steps], history.Select(row => row[1]));
        Assert.Equal(history.Count, history.Select(row => row[0]).Distinct().Count()); // the weights moved in between
    }

    [Fact]
    public void ARunThatGoesOnHasTheHistoryOfAnUndisturbedOne()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(options, new TrainerTests.Recorder(_ => stop.Cancel()), stop.Token));
        Assert.Equal(Train(Options).History.Select(row => row[0]), Train(options).History.Select(row => row[0]));
    }

    private static (IReadOnlyList<double[]> History, long Steps) Train(TrainOptions options, IProgress<TrainProgress>? progress = null, CancellationToken token = default)
    {
        using var data = SyntheticData.Images(128, CPU);
        var counted = new Counting(new NetworkObjective(new LeNet(), [new CrossEntropy(), new CrossEntropy()]));
        var trainer = new Trainer(options, learner => [Tensors.ToArray(learner.Theta)[0], counted.Evaluations]);
        using var learner = trainer.Train(new PmlOptions { Window = 1 }, counted, data, progress, token);
        return (trainer.History, counted.Evaluations);
    }

    /// <summary>Says how often it was evaluated: once a step.</summary>
    private sealed class Counting(IVectorObjective inner) : IVectorObjective
    {
        internal long Evaluations { get; private set; }

        public int TaskCount => inner.TaskCount;

        public long ParameterCount => inner.ParameterCount;

        public long SharedCount => inner.SharedCount;

        public float[] Initialize(Random random) => inner.Initialize(random);

        public IEvaluation Evaluate(Tensor thetas, Batch batch)
        {
            Evaluations++;
            return inner.Evaluate(thetas, batch);
        }
    }
}
