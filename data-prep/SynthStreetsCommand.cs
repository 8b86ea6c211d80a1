using System.CommandLine;

namespace PML.DataPrep;

/// <summary><c>synth-streets</c>: generated streets, as arrays and, where wanted, as files in the layouts of Cityscapes.</summary>
internal sealed class SynthStreetsCommand : ISetCommand
{
    public string Set => SynthStreetsSet.Name;

    public IReadOnlyList<string> Protocols { get; } = [.. SynthStreetsProtocol.All.Select(protocol => protocol.Name)];

    public Command Create(CommandContext context)
    {
        var (seed, force) = (CommandContext.Seed(), CommandContext.Force());
        var protocol = CommandContext.Protocol("tiny, small (default), or full (Cityscapes' size); a seed may follow: full-seed3");
        var export = new Option<string?>("--export") { Description = "A new or empty folder that gets the same scenes as picture files" };
        var layout = new Option<string?>("--layout") { Description = $"Of the exported files: {string.Join(" or ", StreetsExport.Layouts)}; official when left out" };
        var scale = new Option<int>("--scale") { Description = "Size of official pictures in units of 128 x 256 pixels, 1 to 8", DefaultValueFactory = _ => StreetsExport.OfficialScale };
        return context.Prepares(
            new Command(Set, "Generated streets, a stand-in for Cityscapes; no network.") { protocol, seed, export, layout, scale, force },
            parsed => (Protocol: SynthStreetsProtocol.Parse(parsed.GetValue(protocol), parsed.GetValue(seed)), Export: parsed.GetValue(export) is { } folder ? new StreetsExport(folder, parsed.GetValue(layout), parsed.GetValue(scale)) : null),
            (chosen, parsed, cancellationToken) =>
            {
                var set = new SynthStreetsSet(context.Root, context.Log).Prepare(chosen.Protocol, parsed.GetValue(force), cancellationToken);
                chosen.Export?.Write(chosen.Protocol, context.Log, cancellationToken);
                return set;
            });
    }
}
