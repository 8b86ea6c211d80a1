using System.CommandLine;
using PML.Data;

namespace PML.DataPrep;

/// <summary><c>census</c>: age and education from Census-Income (KDD).</summary>
/// <param name="places">Where the files are looked for when the user names no place, for the data's folder.</param>
internal sealed class CensusCommand(Func<string, IReadOnlyList<string>> places) : ISetCommand
{
    public string Set => CensusSet.Name;

    public IReadOnlyList<string> Protocols => CensusProtocol.Kinds;

    /// <summary>The folder for downloads, and a folder of shared data beside the checkout.</summary>
    public static IReadOnlyList<string> UsualPlaces(string root)
    {
        var downloads = Path.Combine(root, "downloads", CensusSet.Name);
        return DataFolders.Repository is { } repository ? [downloads, Path.GetFullPath(Path.Combine(repository, "..", "shared", "data", CensusSet.Name))] : [downloads];
    }

    public Command Create(CommandContext context)
    {
        var (seed, force) = (CommandContext.Seed(), CommandContext.Force());
        var from = CommandContext.From("census+income+kdd.zip, census.tar.gz, or a folder with one of them or with census-income.data and .test, also as .gz");
        var protocol = CommandContext.Protocol("kdd-test-only (default), official (needs both files), or generated (no file); labels and a seed may follow: official-corrected-seed3");
        var labels = new Option<string?>("--labels") { Description = "official (default; a Masters degree is no college, as in the released code) or corrected" };
        return context.Prepares(
            new Command(Set, "Age and education of a person from Census-Income (KDD), the paper's second data set.") { protocol, labels, seed, from, force },
            parsed => CensusProtocol.Parse(parsed.GetValue(protocol), parsed.GetValue(labels), parsed.GetValue(seed)),
            (chosen, parsed, cancellationToken) =>
            {
                var asked = parsed.GetValue(from);
                var files = new CensusFiles(asked is null ? places(context.Root) : [Path.GetFullPath(asked)]);
                return new CensusSet(context.Root, context.Log).Prepare(chosen, files, parsed.GetValue(force), cancellationToken);
            });
    }
}
