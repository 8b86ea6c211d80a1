using System.CommandLine;
using PML.Host.Stdio;

namespace PML.Host.Commands;

/// <summary><c>host</c>: runs the cells of a notebook for an editor.</summary>
internal static class HostCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("host", "Run the cells of a notebook for an editor that speaks JSON lines on the standard input and output; ends with its input. The working folder is the notebook's.");
        command.SetAction(async (_, _) =>
        {
            var (input, output) = StandardStreams.Take();
            await new StdioHost(Directory.GetCurrentDirectory(), input, output).Run();
            // A thread that a cell left behind must not keep a process that nobody talks to any more.
            Environment.Exit(0);
            return 0;
        });
        return command;
    }
}
