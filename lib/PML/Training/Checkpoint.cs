using System.Globalization;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>All that a run needs to go on after a crash with the same bits: weights, optimizer, state, step.</summary>
/// <remarks>Random numbers need no place in it: each step's stream follows from the seed and the step (<see cref="Seeds"/>).</remarks>
/// <param name="path">The file.</param>
/// <param name="run">Everything that decides the run's bits, as text.</param>
internal sealed class Checkpoint(string path, string run)
{
    internal bool Exists => File.Exists(path);

    internal void Save(long step, TimeSpan elapsed, ILearner learner, IOptimizer optimizer, Tensor? statistics, IReadOnlyList<double[]> history)
    {
        var arrays = new Dictionary<string, TensorFile.Entry>
        {
            ["theta"] = TensorFile.Entry.Of(learner.Theta),
            ["state"] = TensorFile.Entry.Of(learner.State),
            ["history"] = TensorFile.Entry.Of([.. history.SelectMany(row => row)]),
        };
        foreach (var (name, buffer) in optimizer.Buffers) arrays[$"optimizer.{name}"] = TensorFile.Entry.Of(buffer);
        if (statistics is not null) arrays["statistics"] = TensorFile.Entry.Of(statistics);
        TensorFile.Write(path, arrays, new()
        {
            ["run"] = run,
            ["measured"] = history.Count.ToString(CultureInfo.InvariantCulture),
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["seconds"] = elapsed.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Restores what <see cref="Save"/> wrote and gives the step to go on from, the time spent and what was measured so far.</summary>
    internal (long Step, TimeSpan Elapsed, List<double[]> History) Restore(ILearner learner, IOptimizer optimizer, Tensor? statistics)
    {
        var file = TensorFile.Read(path);
        if (file.Note("run") != run)
            throw new PmlException($"The checkpoint {path} is of another run.\nIt holds: {file.Note("run")}\nAsked for: {run}\nDelete it, or give this run another folder.");
        Copy(file["theta"], learner.Theta);
        learner.State = file["state"].ToDoubles();
        foreach (var (name, buffer) in optimizer.Buffers) Copy(file[$"optimizer.{name}"], buffer);
        if (statistics is not null) Copy(file["statistics"], statistics);
        optimizer.Steps = long.Parse(file.Note("step"), CultureInfo.InvariantCulture);
        var rows = int.Parse(file.Note("measured"), CultureInfo.InvariantCulture);
        var numbers = file["history"].ToDoubles();
        List<double[]> history = [.. Enumerable.Range(0, rows).Select(row => numbers.AsSpan(row * (numbers.Length / rows), numbers.Length / rows).ToArray())];
        return (optimizer.Steps, TimeSpan.FromSeconds(double.Parse(file.Note("seconds"), CultureInfo.InvariantCulture)), history);
    }

    private static void Copy(TensorFile.Entry from, Tensor to)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        to.copy_(from.ToTensor(to.device));
    }
}
