using PML.Experiments;
using PML.Support;
using PML.Training;

namespace PML.Sweeps;

/// <summary>What the process of one run does; see <see cref="WorkerCommand"/>.</summary>
internal static class Worker
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes sure that a results file holds a run's record.</summary>
    /// <param name="request">The run.</param>
    /// <param name="results">The results file.</param>
    /// <param name="checkpoints">Where the run's checkpoint is.</param>
    /// <param name="status">The file that tells how far it is.</param>
    /// <param name="cancellationToken">Ends it; the checkpoint is written first.</param>
    /// <exception cref="PmlException">The run failed, or a file cannot be written.</exception>
    internal static void Run(RunRequest request, string results, CheckpointFolder checkpoints, string status, CancellationToken cancellationToken)
    {
        var setup = request.Experiment.Setup(request.Method, request.Seed, cancellationToken);
        using var claim = Claim(results, setup, cancellationToken);
        var progress = new StatusFile(status);
        if (!new SweepResults(results).Read().Records.ContainsKey(RunIdentity.Of(setup, EngineInfo.Name)))
            RunRecords.AppendOnce(results, request.Experiment.Run(request.Method, request.Seed, progress, checkpoints, cancellationToken));
        foreach (var file in (string[])[request.Experiment.CheckpointPath(checkpoints.Path, request.Method, request.Seed), status])
            if (File.Exists(file)) File.Delete(file);
    }

    // Whoever has it may end without a record.
    private static RunClaim Claim(string results, RunSetup setup, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (RunClaim.Take(results, setup) is { } claim) return claim;
            cancellationToken.WaitHandle.WaitOne(LookAgain);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed class StatusFile : IProgress<TrainProgress>
    {
        private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

        private readonly string _path;
        private System.Diagnostics.Stopwatch? _since;
        private RunStatus _status = RunStatus.Begun;

        internal StatusFile(string path)
        {
            _path = path;
            _status.Write(path);
        }

        public void Report(TrainProgress value)
        {
            _status = _status.After(value);
            if (_since?.Elapsed < Often) return;
            _since = System.Diagnostics.Stopwatch.StartNew();
            try
            {
                _status.Write(_path);
            }
            catch (PmlException)
            {
                // It informs, no more. If the disk is full, the checkpoint will say so.
            }
        }
    }
}
