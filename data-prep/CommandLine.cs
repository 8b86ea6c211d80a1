using System.CommandLine;
using System.CommandLine.Help;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The verbs of data-prep. Results go to the output; progress and errors to the other writer.</summary>
/// <remarks>Exit codes: 0 done, 1 the work failed, 2 wrong command line.</remarks>
internal sealed class CommandLine(TextWriter output, TextWriter progress, Func<string> root)
{
    // Several threads tell how they get on.
    private readonly CommandContext context = new(output, TextWriter.Synchronized(progress), root);

    /// <summary>Gets MNIST's files; tests give it other files and sources.</summary>
    public Func<string, Action<string>, Mnist> Mnist { get; init; } = (root, log) => new Mnist(root, log);

    /// <summary>Where the Census files are looked for, for the data's folder; tests say others.</summary>
    public Func<string, IReadOnlyList<string>> CensusPlaces { get; init; } = CensusCommand.UsualPlaces;

    public async Task<int> RunAsync(params string[] args)
    {
        var parsed = Verbs().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction) return context.WrongUsage(parsed.Errors.Select(error => error.Message));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(2), Output = output, Error = progress });
        }
        catch (Exception exception) when (exception is PmlException or IOException or UnauthorizedAccessException)
        {
            return context.Failed(exception is IOException io && DiskFull.Is(io) ? DiskFull.Error(root(), io).Message : exception.Message);
        }
        catch (OperationCanceledException)
        {
            return context.Failed("Stopped. What was there before is untouched.");
        }
    }

    /// <summary>The prepared sets, in the paper's order.</summary>
    private IReadOnlyList<ISetCommand> Sets() =>
    [
        new MultiMnistCommand(DigitLayout.MultiMnist, "Two digits of MNIST in one image, the paper's first data set.", Mnist),
        new CensusCommand(CensusPlaces),
        new MultiMnistCommand(DigitLayout.MultiMnist3, "Three digits of MNIST in one image.", Mnist),
        new UtkFaceCommand(),
        new SynthFacesCommand(),
        new CityscapesCommand(),
        new SynthStreetsCommand(),
    ];

    private RootCommand Verbs()
    {
        var sets = Sets();
        var verbs = new RootCommand("Turns data sets into prepared/<set>/<protocol>/*.npy, each set with a manifest of checksums.") { MnistCommand.Create(context, Mnist) };
        foreach (var set in sets) verbs.Add(set.Create(context));
        verbs.Add(ReportCommands.Verify(context, Report));
        verbs.Add(ReportCommands.List(context, Report));
        return verbs;

        SetReport Report() => new(context.Root, Mnist(context.Root, context.Log), [.. sets.SelectMany(set => set.Protocols.Select(protocol => (set.Set, protocol)))]);
    }
}
