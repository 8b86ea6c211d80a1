using System.CommandLine;

namespace PML.DataPrep;

/// <summary>The commands that only look: <c>verify</c> and <c>list</c>.</summary>
internal static class ReportCommands
{
    public static Command Verify(CommandContext context, Func<SetReport> report)
    {
        var set = new Argument<string?>("set") { Description = "Which set; all when left out", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("verify", "Recomputes every checksum and names each damaged file.") { set };
        command.SetAction(parsed =>
        {
            var damaged = report().Verify(parsed.GetValue(set), context.Output.WriteLine);
            foreach (var message in damaged) context.Failed(message);
            return damaged.Count == 0 ? 0 : 1;
        });
        return command;
    }

    public static Command List(CommandContext context, Func<SetReport> report)
    {
        var command = new Command("list", "Shows which sets are on this machine.");
        command.SetAction(_ => report().List(context.Output));
        return command;
    }
}
