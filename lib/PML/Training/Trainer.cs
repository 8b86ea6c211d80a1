using System.Diagnostics;
using PML.Data;
using PML.Objectives;
using PML.Support;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>The only training loop: any method, any objective.</summary>
/// <param name="options">How long and how fast.</param>
public sealed class Trainer(TrainOptions options)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Trains.</summary>
    /// <param name="method">How.</param>
    /// <param name="objective">What to minimise; the caller's.</param>
    /// <param name="data">The training split; the caller's.</param>
    /// <param name="progress">Told at most ten times a second, on this thread.</param>
    /// <param name="cancellationToken">Looked at once a batch; a checkpoint is written before the loop ends.</param>
    /// <returns>The trained learner; the caller disposes it.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="PmlException">A loss is no longer a number, or the checkpoint is of another run or damaged.</exception>
    public ILearner Train(IMethod method, IVectorObjective objective, TaskData data, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var learner = method.Start(objective, options.Seed, data.X.device);
        try
        {
            var run = new Run(options, method, objective, data, learner, progress);
            using (run) run.Go(cancellationToken);
            return learner;
        }
        catch
        {
            learner.Dispose();
            throw;
        }
    }

    private sealed class Run : IDisposable
    {
        private readonly TrainOptions _options;
        private readonly TaskData _data;
        private readonly ILearner _learner;
        private readonly IProgress<TrainProgress>? _progress;
        private readonly IOptimizer _optimizer;
        private readonly Tensor? _statistics;
        private readonly double _learningRate;
        private readonly string _name, _identity;
        private readonly int _stepsPerEpoch;
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private TimeSpan _reported = -ReportEvery, _saved;
        private long _step, _firstStep;

        internal Run(TrainOptions options, IMethod method, IVectorObjective objective, TaskData data, ILearner learner, IProgress<TrainProgress>? progress)
        {
            (_options, _data, _learner, _progress) = (options, data, learner, progress);
            _learningRate = method.LearningRate(options.LearningRate, objective.TaskCount);
            _optimizer = new Adam(learner.Theta, _learningRate);
            _statistics = (objective as NetworkObjective)?.Statistics;
            _stepsPerEpoch = (data.Count + options.BatchSize - 1) / options.BatchSize;
            _name = $"{method.Name}, seed {options.Seed}";
            _identity = $"{method}; {options with { CheckpointPath = null, CheckpointSeconds = 1 }}; {data.Count} samples";
            if (options.CheckpointPath is { } path && File.Exists(path))
                _firstStep = _step = Checkpoint.Restore(path, _identity, learner, _optimizer, _statistics);
        }

        private long Steps => (long)_stepsPerEpoch * _options.Epochs;

        internal void Go(CancellationToken cancellationToken)
        {
            while (_step < Steps)
            {
                var epoch = (int)(_step / _stepsPerEpoch);
                _optimizer.LearningRate = _learningRate * _options.Schedule.FactorAt(epoch);
                var order = Seeds.Permutation(_data.Count, Seeds.Stream(_options.Seed, "batches", epoch));
                for (var at = (int)(_step % _stepsPerEpoch) * _options.BatchSize; at < order.Length; at += _options.BatchSize)
                {
                    if (cancellationToken.IsCancellationRequested) Save();
                    cancellationToken.ThrowIfCancellationRequested();
                    Step(order.AsSpan(at, Math.Min(_options.BatchSize, order.Length - at)), epoch);
                }
            }

            Save();
        }

        private void Step(ReadOnlySpan<long> indices, int epoch)
        {
            using var scope = NewDisposeScope();
            var found = _learner.Step(_data.At(indices), Seeds.Stream(_options.Seed, "step", _step));
            _optimizer.Step(found.Gradient);
            _step++;
            var last = _step % _stepsPerEpoch == 0;
            if (last || _clock.Elapsed - _reported >= ReportEvery) Report(found.Evaluation, epoch);
            if (_clock.Elapsed - _saved >= TimeSpan.FromSeconds(_options.CheckpointSeconds)) Save();
        }

        // Losses are read at reports alone: on a GPU reading them waits for the device.
        private void Report(IEvaluation evaluation, int epoch)
        {
            _reported = _clock.Elapsed;
            var losses = evaluation.Losses;
            var means = Enumerable.Range(0, losses.GetLength(1))
                .Select(t => Enumerable.Range(0, losses.GetLength(0)).Average(w => losses[w, t])).ToArray();
            if (means.Any(mean => !double.IsFinite(mean)))
                throw new PmlException($"{_name}: a loss is no longer a finite number at step {_step} of {Steps}: ({string.Join(", ", means)}). Lower the learning rate ({_optimizer.LearningRate}).");
            _progress?.Report(new TrainProgress(_name, epoch + 1, _options.Epochs, _step, Steps, means, _clock.Elapsed)
            {
                StepsPerSecond = (_step - _firstStep) / _clock.Elapsed.TotalSeconds,
            });
        }

        private void Save()
        {
            _saved = _clock.Elapsed;
            if (_options.CheckpointPath is { } path) Checkpoint.Save(path, _identity, _step, _learner, _optimizer, _statistics);
        }

        public void Dispose() => _optimizer.Dispose();
    }
}
