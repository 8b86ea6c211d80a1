using System.CommandLine;

namespace PML.DataPrep;

/// <summary><c>synth-faces</c>: generated faces with three tasks, in place of UTKFace.</summary>
internal sealed class SynthFacesCommand : ISetCommand
{
    public string Set => SynthFacesSet.Name;

    public IReadOnlyList<string> Protocols { get; } = [.. SynthFacesProtocol.All.Select(protocol => protocol.Name)];

    public Command Create(CommandContext context)
    {
        var (seed, force) = (CommandContext.Seed(), CommandContext.Force());
        var protocol = CommandContext.Protocol("small (default, 2,048 faces), tiny (256) or full (23,705); a seed may follow: full-seed3");
        var export = new Option<string?>("--export") { Description = "Also write the faces as JPEG files into this folder, laid out and named as UTKFace" };
        return context.Prepares(
            new Command(Set, "Generated cartoon faces with age, kind and clan: a stand-in for UTKFace.") { protocol, seed, export, force },
            parsed => SynthFacesProtocol.Parse(parsed.GetValue(protocol), parsed.GetValue(seed)),
            (chosen, parsed, cancellationToken) =>
            {
                if (parsed.GetValue(export) is { } folder) new SynthFacesExport(chosen, context.Log).Write(folder, cancellationToken);
                return new SynthFacesSet(context.Root, context.Log).Prepare(chosen, parsed.GetValue(force), cancellationToken);
            });
    }
}
