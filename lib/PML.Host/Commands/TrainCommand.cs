using System.CommandLine;
using PML.Experiments;
using PML.Support;
using PML.Sweeps;
using PML.Training;

namespace PML.Host.Commands;

/// <summary><c>train EXPERIMENT</c>: one run, and its record.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string?> s_experiment = new("EXPERIMENT") { Description = "The experiment; --list shows all.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> s_method = new("--method") { Description = "The method, e.g. PML or Nash-MTL.", HelpName = "NAME" };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Root seed of all random numbers; 0 by default.", HelpName = "N" };
    private static readonly Option<string> s_preset = new("--preset") { Description = "Settings to start from.", HelpName = "paper|code|stand-in", DefaultValueFactory = _ => "paper" };
    private static readonly Option<string> s_scale = new("--scale") { Description = "smoke: seconds, on generated data.", HelpName = "smoke|full", DefaultValueFactory = _ => "full" };
    private static readonly Option<string[]> s_settings = new("-p", "--parameter") { Description = "A setting of the experiment or the method; may be repeated.", HelpName = "name=value" };
    private static readonly Option<string?> s_checkpoint = new("--checkpoint") { Description = "Folder of the checkpoint, kept when the run is done; by default 'checkpoints' in this folder, and then removed.", HelpName = "DIR" };
    private static readonly Option<double> s_every = new("--checkpoint-every") { Description = "Seconds between two checkpoints.", HelpName = "SECONDS", DefaultValueFactory = _ => CheckpointFolder.DefaultSeconds };
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Go on from the checkpoint of an interrupted run." };
    private static readonly Option<string?> s_results = new("--results") { Description = "Add the record to this file; without it the record goes to the standard output.", HelpName = "FILE" };
    // For the processes of a sweep.
    private static readonly Option<string?> s_status = new("--status") { Hidden = true };
    private static readonly Option<bool> s_list = new("--list") { Description = "Show experiments, methods and their settings." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("train", "Train one run of an experiment, and write its record.")
            { s_experiment, s_method, s_seed, s_preset, s_scale, s_settings, s_checkpoint, s_every, s_resume, s_results, s_status, s_list };
        command.SetAction((parsed, _) => Run(parsed));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        if (parsed.GetValue(s_list))
        {
            SettingsList.Write(Console.Out);
            return 0;
        }

        RunRequest request;
        try
        {
            request = RunRequest.Of(
                parsed.GetValue(s_experiment) ?? throw new PmlException("train needs an experiment; for example: lib/pml train multimnist --method PML --scale smoke. --list shows what there is."),
                parsed.GetRequiredValue(s_preset),
                parsed.GetRequiredValue(s_scale),
                parsed.GetValue(s_method) ?? throw new PmlException("train needs --method; for example: --method PML. --list shows what there is."),
                parsed.GetValue(s_seed),
                NamedValues.Read(parsed.GetValue(s_settings) ?? []));
        }
        catch (PmlException e)
        {
            Console.Error.WriteLine(e.Message);
            return PmlCommand.WrongCommandLine;
        }

        if (parsed.GetValue(s_status) is { } status) return await Work(request, parsed, status);
        return await Train(request, new Files(parsed.GetValue(s_checkpoint), parsed.GetValue(s_every), parsed.GetValue(s_resume), parsed.GetValue(s_results)));
    }

    private static async Task<int> Work(RunRequest request, ParseResult parsed, string status)
    {
        var checkpoints = new CheckpointFolder(parsed.GetRequiredValue(s_checkpoint)!) { Seconds = parsed.GetValue(s_every) };
        try
        {
            return await Signals.Until(stop =>
            {
                Worker.Run(request, parsed.GetRequiredValue(s_results)!, checkpoints, status, stop);
                return Task.FromResult(0);
            });
        }
        catch (OperationCanceledException)
        {
            return WorkerCommand.Stopped;
        }
    }

    private sealed record Files(string? Checkpoints, double Every, bool Resume, string? Results);

    private static async Task<int> Train(RunRequest request, Files files)
    {
        var folder = files.Checkpoints ?? "checkpoints";
        var checkpoint = request.Experiment.CheckpointPath(folder, request.Method, request.Seed);
        if (File.Exists(checkpoint) && !files.Resume)
            throw new PmlException($"A run with these settings left the checkpoint {checkpoint}. Add --resume to go on from it, or delete it to begin anew.");
        if (files.Results is not null) RunRecords.CheckWritable(files.Results);

        // Only the record goes to the standard output.
        var output = Console.Out;
        Console.SetOut(Console.Error);
        using var console = new TrainConsole(Console.Error, !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb");
        try
        {
            var record = await Signals.Until(stop => Task.FromResult(request.Experiment.Run(request.Method, request.Seed, console, new CheckpointFolder(folder) { Seconds = files.Every }, stop)));
            if (files.Results is null) output.WriteLine(record.ToJson());
            else RunRecords.Append(files.Results, record);
            console.Line($"{record}: {string.Join(", ", record.Metrics.Select(metric => FormattableString.Invariant($"{metric.Key} {metric.Value:0.0000}")))}");
            if (files.Checkpoints is null) Remove(checkpoint, folder);
            return 0;
        }
        catch (OperationCanceledException)
        {
            console.Line(File.Exists(checkpoint)
                ? $"Stopped; the checkpoint is {checkpoint}. To go on: {Provenance.Command}{(files.Resume ? "" : " --resume")}"
                : "Stopped before the first step.");
            return Signals.Interrupted;
        }
    }

    private static void Remove(string checkpoint, string folder)
    {
        File.Delete(checkpoint);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }
}
