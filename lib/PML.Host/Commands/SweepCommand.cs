using System.CommandLine;
using PML.Support;
using PML.Sweeps;
using PML.Training;

namespace PML.Host.Commands;

/// <summary><c>sweep FILE</c>: a grid of runs, and how it goes.</summary>
internal static class SweepCommand
{
    private static readonly Argument<string?> s_file = new("FILE") { Description = "The sweep, a JSON file; lib/PML/Sweeps/README.md has an example.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> s_results = new("--results") { Description = "The results file; by default FILE.sweep/results.jsonl.", HelpName = "FILE" };
    private static readonly Option<int> s_jobs = new("--jobs") { Description = "Runs at a time; as many as there are cores by default.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<double> s_every = new("--checkpoint-every") { Description = "Seconds between two checkpoints of a run.", HelpName = "SECONDS", DefaultValueFactory = _ => CheckpointFolder.DefaultSeconds };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("sweep", "Make all runs of a grid that have no record yet, on every core or on a cluster.")
    {
        s_file, s_results, s_jobs, s_every,
        Verb("status", "Show how a sweep stands; it may be under way.", (sweep, _) => Task.FromResult(Status(sweep))),
        Verb("retry", "Begin the runs that failed again, from their checkpoints.", Retry, [s_jobs, s_every, .. SlurmArguments.All]),
        Verb("cancel", "End a sweep; its runs write their checkpoints.", (sweep, _) => Task.FromResult(Cancel(sweep))),
    }.Having(SlurmArguments.All).With((sweep, parsed) => Drive(sweep, parsed));

    private sealed record Planned(string File, IReadOnlyList<PlannedRun> Runs, SweepFolder Folder);

    private static Command Verb(string name, string description, Func<Planned, ParseResult, Task<int>> work, params Option[] more)
    {
        var command = new Command(name, description) { s_file, s_results };
        return command.Having(more).With(work);
    }

    private static Command Having(this Command command, IEnumerable<Option> options)
    {
        foreach (var option in options) command.Add(option);
        return command;
    }

    private static Command With(this Command command, Func<Planned, ParseResult, Task<int>> work)
    {
        command.SetAction((parsed, stop) =>
        {
            Planned sweep;
            try
            {
                var file = parsed.GetValue(s_file) ?? throw new PmlException("sweep needs a file; for example: lib/pml sweep notebooks/sweeps/table2-smoke.json");
                var requests = SweepFile.Read(file).Requests();
                sweep = new Planned(file, SweepPlan.Of(requests, stop), new SweepFolder($"{file}.sweep", parsed.GetValue(s_results)));
            }
            catch (PmlException e)
            {
                Console.Error.WriteLine(e.Message);
                return Task.FromResult(PmlCommand.WrongCommandLine);
            }

            return work(sweep, parsed);
        });
        return command;
    }

    private static IRunPlace Place(Planned sweep, ParseResult parsed) => SlurmArguments.Read(parsed) is { } slurm
        ? new SlurmCluster(sweep.Folder, slurm, Check.Positive(parsed.GetValue(s_every), "--checkpoint-every"))
        : new LocalProcesses(sweep.Folder, Check.AtLeast(parsed.GetValue(s_jobs), 1, "--jobs"), Check.Positive(parsed.GetValue(s_every), "--checkpoint-every"));

    // Where the runs under way are, if there are any.
    private static IRunPlace Present(Planned sweep, bool onlyLooks) => SlurmCluster.Has(sweep.Folder)
        ? new SlurmCluster(sweep.Folder, new SlurmOptions(), CheckpointFolder.DefaultSeconds) { OnlyLooks = onlyLooks }
        : new LocalProcesses(sweep.Folder, 1, CheckpointFolder.DefaultSeconds);

    private static string Again(Planned sweep, IRunPlace place, string verb = "") =>
        $"lib/pml sweep {verb}{sweep.File}{(place.OutlivesDriver ? " --on slurm, and the cluster's other options" : "")}";

    private static Task<int> Retry(Planned sweep, ParseResult parsed) => Drive(sweep, parsed, retry: true);

    private static async Task<int> Drive(Planned sweep, ParseResult parsed, bool retry = false)
    {
        using var place = Place(sweep, parsed);
        using var console = new SweepConsole(Console.Error, Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb" ? 0 : Console.WindowWidth);
        var driver = new SweepDriver(sweep.Runs, sweep.Folder, place);
        var end = await Signals.Until(stop => Task.Run(() => driver.Run(console, stop, retry)));
        console.Line($"{end.Summary}; records in {sweep.Folder.Results}");
        if (driver.Unreadable > 0) console.Line($"{driver.Unreadable} lines of that file are no run records; they were left alone.");
        if (end.Waiting + end.Running.Count > 0 && place.OutlivesDriver && SlurmCluster.Has(sweep.Folder))
        {
            console.Line($"Nobody follows the sweep now; its jobs go on. To follow them again: {Again(sweep, place)}; to end them: lib/pml sweep cancel {sweep.File}");
            return Signals.Interrupted;
        }

        if (end.Waiting > 0)
        {
            console.Line($"Stopped; the runs under way wrote their checkpoints. To go on: {Again(sweep, place)}");
            return Signals.Interrupted;
        }

        if (end.Failed.Count == 0) return 0;
        console.Line($"To try the failed runs again: {Again(sweep, place, "retry ")}");
        return PmlCommand.WorkFailed;
    }

    private static int Status(Planned sweep)
    {
        using var place = Present(sweep, onlyLooks: true);
        Console.Out.WriteLine(new SweepDriver(sweep.Runs, sweep.Folder, place).Look());
        Console.Out.WriteLine(sweep.Folder.IsHeld ? "A driver is at it." : $"No driver is at it. To go on: {Again(sweep, place)}");
        return 0;
    }

    // Where a driver is at it, it does this itself.
    private static int Cancel(Planned sweep)
    {
        if (sweep.Folder.IsHeld)
        {
            AtomicFile.WriteText(sweep.Folder.Cancel, "");
            while (sweep.Folder.IsHeld) Thread.Sleep(100);
            Console.Error.WriteLine($"Stopped. To go on: lib/pml sweep {sweep.File}");
            return 0;
        }

        using var place = Present(sweep, onlyLooks: false);
        var end = new SweepDriver(sweep.Runs, sweep.Folder, place).End();
        Console.Error.WriteLine($"{end.Summary}; nothing runs now. To go on: {Again(sweep, place)}");
        return 0;
    }
}
