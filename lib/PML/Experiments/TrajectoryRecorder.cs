using PML.Objectives;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Experiments;

/// <summary>A method that starts from given weights and remembers those of every few steps.</summary>
/// <param name="method">The method.</param>
/// <param name="start">Makes its learner.</param>
/// <param name="initial">The first weights, shape [m, N].</param>
/// <param name="every">Steps between two records.</param>
internal sealed class TrajectoryRecorder(IMethod method, Func<IVectorObjective, long, Device, ILearner> start, double[,] initial, int every) : IMethod
{
    private readonly List<double[,]> _recorded = [];
    private long _step;

    public string Name => method.Name;

    /// <summary>Theta before step 0, before step <c>every</c>, and so on.</summary>
    internal IReadOnlyList<double[,]> Recorded => _recorded;

    public ILearner Start(IVectorObjective objective, long seed, Device device)
    {
        _recorded.Clear();
        _step = 0;
        var learner = start(objective, seed, device);
        using var scope = NewDisposeScope();
        using (no_grad()) learner.Theta.copy_(Tensors.ToTensor(initial, learner.Theta));
        return new Learner(learner, this);
    }

    public double LearningRate(double rate, int tasks) => method.LearningRate(rate, tasks);

    private void Record(Tensor theta)
    {
        if (_step++ % every == 0) _recorded.Add(Tensors.ToArray2D(theta));
    }

    private sealed class Learner(ILearner learner, TrajectoryRecorder recorder) : ILearner
    {

        public Tensor Theta => learner.Theta;

        public double[] State { get => learner.State; set => learner.State = value; }

        public LearningStep Step(Batch batch, Random random)
        {
            recorder.Record(learner.Theta);
            return learner.Step(batch, random);
        }

        public void Stepped(Batch batch) => learner.Stepped(batch);

        public Tensor Weights() => learner.Weights();

        public void Dispose() => learner.Dispose();
    }
}
