using System.CommandLine;
using System.CommandLine.Parsing;
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
            MnistCommand(output, progress),
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

    private static Command MnistCommand(TextWriter output, TextWriter progress)
    {
        var (from, force) = (From(), Force("Get the files again even if they are there and whole"));
        var command = new Command("mnist", "Gets and verifies the four files of MNIST.") { from, force };
        command.SetAction((parsed, cancellationToken) =>
        {
            var mnist = new Mnist(DataFolders.Root, progress.WriteLine);
            mnist.Fetch(parsed.GetValue(from), parsed.GetValue(force), cancellationToken);
            output.WriteLine($"{mnist.Folder.Path}  {mnist.Files.Count} files, checksums right");
            return Task.FromResult(0);
        });
        return command;
    }

    private static Command MultiMnistCommand(TextWriter output, TextWriter progress)
    {
        var (from, force) = (From(), Force("Make it again even if it is there and whole"));
        var protocol = new Option<string>("--protocol") { Description = "paper, code, or tiny (generated, no network); a seed may follow: paper-seed3", DefaultValueFactory = _ => "paper" };
        var seed = new Option<ulong?>("--seed") { Description = "Seed of everything drawn at random; default 0" };
        var tiny = new Option<bool>("--tiny") { Description = "The same as --protocol tiny" };
        var command = new Command("multimnist", "Two MNIST digits in one image, the paper's first data set.") { protocol, seed, tiny, from, force };
        MultiMnistProtocol Chosen(SymbolResult parsed) => MultiMnistProtocol.Parse(parsed.GetValue(tiny) ? "tiny" : parsed.GetValue(protocol)!, parsed.GetValue(seed));
        command.Validators.Add(parsed => Validate(parsed, () => Chosen(parsed)));
        command.SetAction((parsed, cancellationToken) =>
        {
            var mnist = new Mnist(DataFolders.Root, progress.WriteLine);
            MnistDigits Digits()
            {
                mnist.Fetch(parsed.GetValue(from), force: false, cancellationToken);
                return mnist.Read();
            }
            var set = new MultiMnistSet(DataFolders.Root, progress.WriteLine).Prepare(Chosen(parsed.CommandResult), Digits, parsed.GetValue(force), cancellationToken);
            output.WriteLine($"{set.Folder}  sha256 {set.Sha256}");
            return Task.FromResult(0);
        });
        return command;
    }

    private static Option<string?> From() => new("--from") { Description = "A folder with the MNIST files, raw or .gz" };

    private static Option<bool> Force(string description) => new("--force") { Description = description };

    /// <summary>Makes a wrong option value a wrong command line.</summary>
    private static void Validate(CommandResult parsed, Action check)
    {
        try
        {
            check();
        }
        catch (PmlException exception)
        {
            parsed.AddError(exception.Message);
        }
    }
}
