using System.CommandLine;

namespace PML.DataPrep;

/// <summary><c>cityscapes</c>: the user's copy of the data set, resized.</summary>
internal sealed class CityscapesCommand : ISetCommand
{
    public string Set => CityscapesSet.Name;

    public IReadOnlyList<string> Protocols { get; } = [.. CityscapesProtocol.All.Select(protocol => protocol.Name)];

    public Command Create(CommandContext context)
    {
        var (seed, force) = (CommandContext.Seed(), CommandContext.Force());
        var from = CommandContext.From("A folder with Cityscapes' three zip archives, or with what is in them, or with the preprocessed 128 x 256 .npy files");
        var protocol = CommandContext.Protocol("paper (default: 2,975 / the 500 for validation and test) or code (2,500 / 475 / 500); a seed may follow: code-seed3");
        return context.Prepares(
            new Command(Set, "Streets with class labels and depth, from your copy of Cityscapes.") { protocol, seed, from, force },
            parsed => CityscapesProtocol.Parse(parsed.GetValue(protocol), parsed.GetValue(seed)),
            (chosen, parsed, cancellationToken) => new CityscapesSet(context.Root, context.Log).Prepare(
                chosen, () => CityscapesSource.Open(parsed.GetValue(from), context.Log, cancellationToken), parsed.GetValue(force), cancellationToken));
    }
}
