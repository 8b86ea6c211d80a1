using System.CommandLine;
using PML.Experiments;
using PML.Support;
using PML.Tables;

namespace PML.Host.Commands;

/// <summary><c>results</c>: finished runs in groups, summed up.</summary>
internal static class ResultsCommand
{
    private static readonly Argument<string[]> s_patterns = new("PATTERN") { Description = "Results files; by default notebooks/results/*.jsonl of the kit.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> s_where = new("--where") { Description = "Only runs with this setting; may be repeated (of one name: any of the values).", HelpName = "name=value" };
    private static readonly Option<string[]> s_group = new("--group") { Description = "Settings that a group has in common, with commas between them or repeated; by default the method.", HelpName = "NAME" };
    private static readonly Option<string[]> s_metric = new("--metric") { Description = "Metrics, likewise; by default all of the test data. NAME:lower or NAME:higher says which way it is better.", HelpName = "NAME" };
    private static readonly Option<bool> s_csv = new("--csv") { Description = "Comma-separated values, all digits." };
    private static readonly Option<string?> s_out = new("--out") { Description = "Also write the table here: .html, .md, .tex or .csv.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("results", "Sum up finished runs: mean, deviation and 95 % interval of each group.") { s_patterns, s_where, s_group, s_metric, s_csv, s_out };
        s_patterns.Validators.Add(found =>
        {
            if (found.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } unknown) found.AddError($"There is no option {unknown.Value}.");
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var runs = Runs.Load(parsed.GetValue(s_patterns) is { Length: > 0 } named ? named : [Committed()]);
        // Only the table goes to the standard output.
        Console.Error.WriteLine($"{runs}\n");
        if (runs.Count == 0) throw new PmlException("There is nothing to sum up.");
        ResultSummary summary;
        try
        {
            foreach (var setting in NamedValues.Read(parsed.GetValue(s_where) ?? [], "--where").GroupBy(pair => pair.Key, pair => pair.Value))
                runs = runs.Where(setting.Key, [.. setting]);
            summary = runs.GroupBy(Names(parsed.GetValue(s_group)));
            if (Names(parsed.GetValue(s_metric)) is { Length: > 0 } metrics) summary = summary.Show(metrics);
        }
        catch (PmlException e)
        {
            Console.Error.WriteLine(e.Message);
            return PmlCommand.WrongCommandLine;
        }

        Console.Out.Write(parsed.GetValue(s_csv) ? summary.ToCsv() : summary.ToString());
        if (parsed.GetValue(s_out) is not { } path) return 0;
        summary.Save(path);
        Console.Error.WriteLine($"Wrote {path}");
        return 0;
    }

    private static string[] Names(string[]? options) => [.. (options ?? []).SelectMany(option => option.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    // Of the checkout that the command belongs to.
    private static string Committed()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PML.Notebooks.sln")))
                return Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(folder.FullName, "notebooks", "results", "*.jsonl"));
        throw new PmlException("No PML.Notebooks.sln lies above this command, so its results are not found. Name a results file.");
    }
}
