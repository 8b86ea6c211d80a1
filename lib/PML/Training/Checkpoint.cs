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

    internal void Save(long step, TimeSpan elapsed, ILearner learner, IOptimizer optimizer, Tensor? statistics)
    {
        var arrays = new Dictionary<string, TensorFile.Entry>
        {
            ["theta"] = TensorFile.Entry.Of(learner.Theta),
            ["state"] = TensorFile.Entry.Of(learner.State),
        };
        foreach (var (name, buffer) in optimizer.Buffers) arrays[$"optimizer.{name}"] = TensorFile.Entry.Of(buffer);
        if (statistics is not null) arrays["statistics"] = TensorFile.Entry.Of(statistics);
        TensorFile.Write(path, arrays, new()
        {
            ["run"] = run,
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["seconds"] = elapsed.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Restores what <see cref="Save"/> wrote and gives the step to go on from, and the time spent so far.</summary>
    internal (long Step, TimeSpan Elapsed) Restore(ILearner learner, IOptimizer optimizer, Tensor? statistics)
    {
        var file = TensorFile.Read(path);
        if (file.Note("run") != run)
            throw new PmlException($"The checkpoint {path} is of another run.\nIt holds: {file.Note("run")}\nAsked for: {run}\nDelete it, or give this run another folder.");
        Copy(file["theta"], learner.Theta);
        learner.State = file["state"].ToDoubles();
        foreach (var (name, buffer) in optimizer.Buffers) Copy(file[$"optimizer.{name}"], buffer);
        if (statistics is not null) Copy(file["statistics"], statistics);
        optimizer.Steps = long.Parse(file.Note("step"), CultureInfo.InvariantCulture);
        return (optimizer.Steps, TimeSpan.FromSeconds(double.Parse(file.Note("seconds"), CultureInfo.InvariantCulture)));
    }

    private static void Copy(TensorFile.Entry from, Tensor to)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        to.copy_(from.ToTensor(to.device));
    }
}
