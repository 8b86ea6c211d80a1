using System.CommandLine;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The verbs of data-prep. Results go to the output, progress and errors to the other writer.</summary>
/// <remarks>Exit codes: 0 done, 1 the work failed, 2 wrong command line.</remarks>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter progress)
    {
        var root = new RootCommand("Turns data sets into prepared/<set>/<protocol>/*.npy with a manifest.")
        {
            MultiMnistCommand(output, progress),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) progress.WriteLine(error.Message);
            progress.WriteLine("Type --help for the commands and their options.");
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = progress });
        }
        catch (Exception exception) when (exception is PmlException or IOException or UnauthorizedAccessException)
        {
            progress.WriteLine(exception.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            progress.WriteLine("Stopped; nothing was changed.");
            return 1;
        }
    }

    private static Command MultiMnistCommand(TextWriter output, TextWriter progress)
    {
        var protocol = new Option<string>("--protocol") { Description = "paper, code, or tiny (generated, no network); a seed may follow: paper-seed3", DefaultValueFactory = _ => "paper" };
        var seed = new Option<ulong?>("--seed") { Description = "Seed of everything drawn at random; default 0" };
        var tiny = new Option<bool>("--tiny") { Description = "The same as --protocol tiny" };
        var force = new Option<bool>("--force") { Description = "Make it again even if it is there and whole" };
        var command = new Command("multimnist", "Two MNIST digits in one image, the paper's first data set.") { protocol, seed, tiny, force };
        command.SetAction((parsed, cancellationToken) =>
        {
            var chosen = MultiMnistProtocol.Parse(parsed.GetValue(tiny) ? "tiny" : parsed.GetValue(protocol)!, parsed.GetValue(seed));
            var set = new MultiMnistSet(DataFolders.Root, progress.WriteLine)
                .Prepare(chosen, () => throw new PmlException("MNIST files are not read yet."), parsed.GetValue(force), cancellationToken);
            output.WriteLine($"{set.Folder}  sha256 {set.Sha256}");
            return Task.FromResult(0);
        });
        return command;
    }
}
