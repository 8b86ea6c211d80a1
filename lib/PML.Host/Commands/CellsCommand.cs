using System.CommandLine;
using PML.Host.Isolation;

namespace PML.Host.Commands;

/// <summary>The command <c>cells</c>, which people do not call: the process that runs the cells of <c>run</c>.</summary>
internal static class CellsCommand
{
    private static readonly Argument<string> s_pipe = new("PIPE");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("cells") { s_pipe };
        command.Hidden = true;
        command.SetAction((parsed, _) => EngineServer.Run(parsed.GetRequiredValue(s_pipe)));
        return command;
    }
}
