using System.CommandLine;
using System.CommandLine.Help;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The verbs of data-prep. Results go to the output; progress and errors to the other writer.</summary>
/// <remarks>Exit codes: 0 done, 1 the work failed, 2 wrong command line.</remarks>
internal sealed class CommandLine(TextWriter output, TextWriter progress, Func<string> root)
{
    /// <summary>Gets MNIST's files; tests give it other files and sources.</summary>
    public Func<string, Action<string>, Mnist> Mnist { get; init; } = (root, log) => new Mnist(root, log);

    public async Task<int> RunAsync(params string[] args)
    {
        var parsed = new RootCommand("Turns data sets into prepared/<set>/<protocol>/*.npy, each set with a manifest of checksums.")
        {
            MnistCommand(), MultiMnistCommand(), VerifyCommand(), ListCommand(),
        }.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction) return WrongUsage(parsed.Errors.Select(error => error.Message));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(2), Output = output, Error = progress });
        }
        catch (Exception exception) when (exception is PmlException or IOException or UnauthorizedAccessException)
        {
            return Failed(exception is IOException io && DiskFull.Is(io) ? DiskFull.Error(root(), io).Message : exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Failed("Stopped. What was there before is untouched.");
        }
    }

    private Command MnistCommand()
    {
        var (from, force) = (From(), Force("Get the files again even if they are there and whole"));
        var command = new Command("mnist", "Gets and verifies the four files of MNIST.") { from, force };
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
        {
            var mnist = Mnist(root(), progress.WriteLine);
            mnist.Fetch(parsed.GetValue(from), parsed.GetValue(force), cancellationToken);
            output.WriteLine($"{mnist.Folder.Path}  {mnist.Files.Count} files, checksums right");
            return 0;
        }, cancellationToken));
        return command;
    }

    private Command MultiMnistCommand()
    {
        var (from, force) = (From(), Force("Make it again even if it is there and whole"));
        var protocol = new Option<string?>("--protocol") { Description = "paper (default), code, or tiny (generated, no network); a seed may follow: paper-seed3" };
        var seed = new Option<string?>("--seed") { Description = "Seed of everything drawn at random; default 0" };
        var tiny = new Option<bool>("--tiny") { Description = "The same as --protocol tiny" };
        var command = new Command("multimnist", "Two digits of MNIST in one image, the paper's first data set.") { protocol, seed, tiny, from, force };
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
        {
            if (Choose(parsed.GetValue(protocol), parsed.GetValue(seed), parsed.GetValue(tiny), out var problem) is not { } chosen) return WrongUsage(problem);
            MnistDigits Digits()
            {
                var mnist = Mnist(root(), progress.WriteLine);
                mnist.Fetch(parsed.GetValue(from), force: false, cancellationToken);
                return mnist.Read();
            }
            var set = new MultiMnistSet(root(), progress.WriteLine).Prepare(chosen, Digits, parsed.GetValue(force), cancellationToken);
            output.WriteLine($"{set.Folder}  sha256 {set.Sha256}");
            return 0;
        }, cancellationToken));
        return command;
    }

    private Command VerifyCommand()
    {
        var set = new Argument<string?>("set") { Description = "Which set; all when left out", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("verify", "Recomputes every checksum and names each damaged file.") { set };
        command.SetAction(parsed =>
        {
            var damaged = Report().Verify(parsed.GetValue(set), output.WriteLine);
            foreach (var message in damaged) Failed(message);
            return damaged.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private Command ListCommand()
    {
        var command = new Command("list", "Shows which sets are on this machine.");
        command.SetAction(_ => Report().List(output));
        return command;
    }

    private SetReport Report() => new(root(), Mnist(root(), progress.WriteLine));

    private static Option<string?> From() => new("--from") { Description = "A folder with the MNIST files, raw or .gz" };

    private static Option<bool> Force(string description) => new("--force") { Description = description };

    /// <summary>Says why; the library shows what follows the mark as its own error.</summary>
    private int Failed(string message)
    {
        progress.WriteLine($"{PreparedData.ErrorMark}{message}");
        return 1;
    }

    private int WrongUsage(params IEnumerable<string> messages)
    {
        foreach (var message in messages) Failed(message);
        progress.WriteLine("Type --help for the commands and their options.");
        return 2;
    }

    private static MultiMnistProtocol? Choose(string? name, string? seed, bool tiny, out string problem)
    {
        try
        {
            problem = "";
            return MultiMnistProtocol.Parse(name, seed, tiny);
        }
        catch (PmlException exception)
        {
            problem = exception.Message;
            return null;
        }
    }
}
