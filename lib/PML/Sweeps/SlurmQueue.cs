using System.Diagnostics;

namespace PML.Sweeps;

/// <summary>What Slurm says of some arrays' tasks. It is asked often while things change and seldom otherwise: a scheduler serves many.</summary>
internal sealed class SlurmQueue
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1), Seldom = TimeSpan.FromSeconds(15);

    private readonly Stopwatch _sinceChange = Stopwatch.StartNew();
    private Stopwatch? _sinceAnswer;
    private Dictionary<(string Name, int Index), SlurmTask> _tasks = [];

    /// <summary>Why the scheduler did not answer the newest question; null where it did.</summary>
    internal string? Silence { get; private set; }

    /// <summary>Whether it has ever answered.</summary>
    internal bool HasAnswered { get; private set; }

    /// <summary>The newest answer on a task; null where Slurm does not know it.</summary>
    internal SlurmTask? this[string name, int index] => _tasks.GetValueOrDefault((name, index));

    /// <summary>Makes the next <see cref="Ask"/> ask at once.</summary>
    internal void Expire() => _sinceAnswer = null;

    /// <summary>The number of the job of a name; null where Slurm does not know it.</summary>
    internal string? Job(string name) => _tasks.FirstOrDefault(task => task.Key.Name == name).Value?.Job;

    /// <summary>Asks, where the last answer is old.</summary>
    /// <param name="arrays">The arrays; not asked for where there are none.</param>
    internal void Ask(IReadOnlyList<SlurmArray> arrays)
    {
        if (arrays.Count == 0 || _sinceAnswer?.Elapsed < Patience) return;
        // By name and not by number: squeue knows no number that is gone, and then says nothing of the others.
        var answer = SlurmTools.Run("squeue", "--noheader", "--array", "--states=all", $"--name={string.Join(',', arrays.Select(array => array.Name))}", $"--Format={SlurmTask.QueueFormat}");
        _sinceAnswer = Stopwatch.StartNew();
        Silence = answer.IsGood ? null : answer.Error;
        if (!answer.IsGood) return;
        HasAnswered = true;
        var tasks = SlurmTask.ReadQueue(answer.Output).GroupBy(task => (task.Name, task.Task.Index)).ToDictionary(same => same.Key, same => same.Last().Task);
        if (tasks.Count != _tasks.Count || tasks.Any(task => !_tasks.TryGetValue(task.Key, out var before) || before != task.Value)) _sinceChange.Restart();
        _tasks = tasks;
    }

    /// <summary>What the accounting says of a job that the queue has forgotten; nothing where a cluster keeps no accounts.</summary>
    internal static Dictionary<int, SlurmTask> Accounts(string job)
    {
        var answer = SlurmTools.Run("sacct", "--noheader", "--allocations", "--parsable2", $"--jobs={job}", $"--format={SlurmTask.AccountingFormat}");
        return answer.IsGood ? SlurmTask.ReadAccounting(answer.Output).GroupBy(task => task.Index).ToDictionary(same => same.Key, same => same.Last()) : [];
    }

    private TimeSpan Patience => TimeSpan.FromSeconds(Math.Clamp(_sinceChange.Elapsed.TotalSeconds / 4, Often.TotalSeconds, Seldom.TotalSeconds));
}
