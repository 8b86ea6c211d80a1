using System.Diagnostics;
using System.Globalization;
using PML.Data;
using PML.Objectives;
using PML.Support;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>The only training loop: any method, any objective.</summary>
/// <param name="options">How long and how fast.</param>
/// <param name="measure">What to keep of the learner at the start and after each epoch, always as many numbers; null keeps nothing.</param>
public sealed class Trainer(TrainOptions options, Func<ILearner, double[]>? measure = null)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures the front of a training under way, for <see cref="TrainProgress.Front"/>; null measures none.</summary>
    internal Func<ILearner, IReadOnlyList<double[]>>? Preview { get; init; }

    /// <summary>How long the last run took, with the time before an interruption that it went on from.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>What was measured at the start and after each epoch of the last run, with those before an interruption that it went on from.</summary>
    public IReadOnlyList<double[]> History { get; private set; } = [];

    /// <summary>Trains.</summary>
    /// <param name="method">How.</param>
    /// <param name="objective">What to minimise; the caller's.</param>
    /// <param name="data">The training split; the caller's.</param>
    /// <param name="progress">Told at most ten times a second, and at the last step, on this thread.</param>
    /// <param name="cancellationToken">Looked at once a batch; a checkpoint is written before the loop ends. Without one, in a notebook, the interruption of the cell.</param>
    /// <returns>The trained learner; the caller disposes it.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="PmlException">There are no samples, a loss or gradient is no longer a number (the last checkpoint is kept), or the checkpoint is of another run or damaged.</exception>
    /// <remarks>Losses and gradients are checked before each step on a CPU; elsewhere, where that would wait for the device, at reports and checkpoints.</remarks>
    public ILearner Train(IMethod method, IVectorObjective objective, TaskData data, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (data.Count == 0) throw new PmlException("Training needs at least one sample; found none. Check the split.");
        cancellationToken = NotebookInterruption.Or(cancellationToken);
        var learner = method.Start(objective, options.Seed, data.X.device);
        try
        {
            var rate = method.LearningRate(options.LearningRate, objective.TaskCount);
            using IOptimizer optimizer = options.Optimizer == OptimizerKind.Sgd ? new Sgd(learner.Theta, rate, options.Momentum) : new Adam(learner.Theta, rate);
            var run = new Run(options, measure, method, objective, data, learner, optimizer, progress, Preview);
            Elapsed = run.Go(rate, cancellationToken);
            History = run.History;
            return learner;
        }
        catch
        {
            learner.Dispose();
            throw;
        }
    }

    private sealed class Run
    {
        private readonly TrainOptions _options;
        private readonly IVectorObjective _objective;
        private readonly TaskData _data;
        private readonly ILearner _learner;
        private readonly IOptimizer _optimizer;
        private readonly IProgress<TrainProgress>? _progress;
        private readonly Checkpoint? _checkpoint;
        private readonly FiniteCheck _check;
        private readonly Func<ILearner, double[]>? _measure;
        private readonly SparingMeasure<IReadOnlyList<double[]>>? _preview;
        private readonly string _name;
        private readonly int _batchSize, _stepsPerEpoch;
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private TimeSpan _before, _reported = -ReportEvery, _saved;
        private long _step, _firstStep;
        private (int Epoch, long[] Order) _second = (-1, []);

        internal Run(TrainOptions options, Func<ILearner, double[]>? measure, IMethod method, IVectorObjective objective, TaskData data, ILearner learner, IOptimizer optimizer, IProgress<TrainProgress>? progress, Func<ILearner, IReadOnlyList<double[]>>? preview)
        {
            (_options, _measure, _objective, _data, _learner, _optimizer, _progress) = (options, measure, objective, data, learner, optimizer, progress);
            if (progress is not null && preview is not null) _preview = new SparingMeasure<IReadOnlyList<double[]>>(() => preview(learner), TimeProvider.System);
            _check = new FiniteCheck(objective);
            _batchSize = Math.Min(options.BatchSize, data.Count);
            _stepsPerEpoch = (data.Count - 1) / _batchSize + 1;
            _name = $"{method.Name}, seed {options.Seed}";
            if (options.CheckpointPath is { } path) _checkpoint = new Checkpoint(path, Identity(options, method, objective, data));
        }

        internal List<double[]> History { get; private set; } = [];

        private long Steps => (long)_stepsPerEpoch * _options.Epochs;

        // All that decides the bits of a run, in the same words whatever the thread's culture is.
        private static string Identity(TrainOptions options, IMethod method, IVectorObjective objective, TaskData data) =>
            $"{method.GetType().Name} {RunConfig.Canonical(RunConfig.From(method))}; {objective}; {data}; "
            + RunConfig.Canonical(RunConfig.From(options with { CheckpointPath = null, CheckpointSeconds = 1 }));

        internal TimeSpan Go(double rate, CancellationToken cancellationToken)
        {
            if (_checkpoint is { Exists: true }) (_firstStep, _before, History) = _checkpoint.Restore(_learner, _optimizer, _objective.Statistics);
            _step = _firstStep;
            while (_step < Steps)
            {
                var epoch = (int)(_step / _stepsPerEpoch);
                Measure(epoch);
                _optimizer.LearningRate = rate * _options.Schedule.FactorAt(epoch);
                var order = Seeds.Permutation(_data.Count, Seeds.Stream(_options.Seed, "batches", epoch));
                for (var at = (int)(_step % _stepsPerEpoch) * _batchSize; at < order.Length; at += _batchSize)
                {
                    if (cancellationToken.IsCancellationRequested)
                    {
                        Save();
                        throw new OperationCanceledException(Stopped(), cancellationToken);
                    }

                    Step(order.AsSpan(at, Math.Min(_batchSize, order.Length - at)), epoch);
                }
            }

            Measure(_options.Epochs);
            if (_step > _firstStep) Save();
            return _before + _clock.Elapsed;
        }

        private string Stopped() => string.Create(CultureInfo.InvariantCulture, $"{_name} was stopped at step {_step} of {Steps}. ") + (_checkpoint is null
            ? "It keeps no checkpoint: give the training a CheckpointFolder to be able to go on from where it stops."
            : $"Its checkpoint is kept: {_options.CheckpointPath}. Train with the same settings again to go on from it.");

        // A checkpoint of an epoch's last step was written before its end was measured.
        private void Measure(int epochs)
        {
            if (_measure is not null && History.Count == epochs) History.Add(_measure(_learner));
        }

        private void Step(ReadOnlySpan<long> indices, int epoch)
        {
            using var scope = NewDisposeScope();
            var batch = _data.At(indices, Seeds.Stream(_options.Seed, "augmentation", _step)) with { Another = () => Another(epoch), Progress = (double)_step / Steps };
            var found = _learner.Step(batch, Seeds.Stream(_options.Seed, "step", _step));
            var isReport = _step + 1 == Steps || _clock.Elapsed - _reported >= ReportEvery;
            var isSave = _clock.Elapsed - _saved >= TimeSpan.FromSeconds(_options.CheckpointSeconds);
            if (isReport || isSave || _data.X.device.type == TorchSharp.DeviceType.CPU) Verify(found, batch);
            _optimizer.Step(found.Gradient);
            _learner.Stepped(batch);
            _step++;
            if (isReport) Report(found.Evaluation, epoch);
            if (isSave) Save();
        }

        // As another shuffled pass over the same split gives it.
        private Batch Another(int epoch)
        {
            if (_second.Epoch != epoch) _second = (epoch, Seeds.Permutation(_data.Count, Seeds.Stream(_options.Seed, "second batches", epoch)));
            var at = (int)(_step % _stepsPerEpoch) * _batchSize;
            return _data.At(_second.Order.AsSpan(at, Math.Min(_batchSize, _second.Order.Length - at)), Seeds.Stream(_options.Seed, "second augmentation", _step));
        }

        private void Verify(LearningStep found, Batch batch)
        {
            if (_check.Complaint(found, batch) is not { } complaint) return;
            var kept = _checkpoint is { Exists: true } ? $" The last checkpoint is kept: {_options.CheckpointPath}." : "";
            throw new PmlException(string.Create(CultureInfo.InvariantCulture, $"{_name}: at step {_step + 1} of {Steps} {complaint}. Lower the learning rate ({_optimizer.LearningRate}).{kept}"));
        }

        // Losses are read at reports alone: on a GPU reading them waits for the device.
        private void Report(IEvaluation evaluation, int epoch)
        {
            _reported = _clock.Elapsed;
            var losses = evaluation.Losses;
            var means = Enumerable.Range(0, losses.GetLength(1))
                .Select(t => Enumerable.Range(0, losses.GetLength(0)).Average(w => losses[w, t])).ToArray();
            _progress?.Report(new TrainProgress(_name, epoch + 1, _options.Epochs, _step, Steps, means, _before + _clock.Elapsed)
            {
                StepsPerSecond = (_step - _firstStep) / _clock.Elapsed.TotalSeconds,
                Front = _preview?.At(_clock.Elapsed, _step == Steps),
            });
        }

        private void Save()
        {
            _saved = _clock.Elapsed;
            _checkpoint?.Save(_step, _before + _clock.Elapsed, _learner, _optimizer, _objective.Statistics, History);
        }
    }
}
