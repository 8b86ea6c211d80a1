using System.CommandLine;
using System.CommandLine.Help;
using PML.Support;

namespace PML.Host.Commands;

/// <summary>The command line as a whole: parse, run, and turn a user's mistake into a message and an exit code.</summary>
internal static class PmlCommand
{
    /// <summary>Exit code: a command line that makes no sense.</summary>
    public const int WrongCommandLine = 2;

    /// <summary>Exit code: the work failed, and a message said why.</summary>
    public const int WorkFailed = 1;

    /// <summary>Runs a command line.</summary>
    /// <returns>0 ok, 1 the work failed, 2 wrong command line, 130 stopped by the user.</returns>
    public static async Task<int> Run(string[] arguments)
    {
        var root = Create();
        if (arguments is ["help", .. var rest]) arguments = [.. rest, "--help"];
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0) return Refuse(parsed);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (PmlException e)
        {
            Console.Error.WriteLine(e.Message);
            return WorkFailed;
        }
        catch (Exception e)
        {
            // Not the user's doing: whoever mends it needs the trace.
            Console.Error.WriteLine($"The host failed, which is a fault of its own:\n{e}");
            return WorkFailed;
        }
    }

    private static Command Create() => new("lib/pml", "PML Notebooks: Pareto Manifold Learning in C# notebooks.\n\nExamples:\n  lib/pml run notebooks/00-start-here.ipynb --scale smoke\n  lib/pml run notebooks/02-multimnist.ipynb -p epochs=1 --html multimnist.html")
    {
        RunCommand.Create(),
        TrainCommand.Create(),
        SweepCommand.Create(),
        ResultsCommand.Create(),
        KernelCommand.Create(),
        HostCommand.Create(),
        VscodeCommand.Create(),
        DoctorCommand.Create(),
        CellsCommand.Create(),
        new HelpOption(),
    };

    private static int Refuse(ParseResult parsed)
    {
        foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
        string command = parsed.CommandResult.Command.Parents.Any() ? $"lib/pml help {parsed.CommandResult.Command.Name}" : "lib/pml help";
        Console.Error.WriteLine($"See: {command}");
        return WrongCommandLine;
    }
}
