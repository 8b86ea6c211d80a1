using System.CommandLine;

namespace PML.DataPrep;

/// <summary><c>utkface</c>: faces with age, gender and race, from the files that the user has.</summary>
internal sealed class UtkFaceCommand : ISetCommand
{
    public string Set => UtkFaceSet.Name;

    public IReadOnlyList<string> Protocols { get; } = [.. UtkFaceProtocol.All.Select(protocol => protocol.Name)];

    public Command Create(CommandContext context)
    {
        var (from, force) = (CommandContext.From("UTKFace.tar.gz, or the folder that it unpacks to; else downloads/utkface is looked into"), CommandContext.Force());
        var protocol = CommandContext.Protocol("paper (default; 80/20) or code (70/10/20)");
        return context.Prepares(
            new Command(Set, "UTKFace, from the published files; non-commercial research only.") { protocol, from, force },
            parsed => UtkFaceProtocol.Parse(parsed.GetValue(protocol)),
            (chosen, parsed, cancellationToken) => new UtkFaceSet(context.Root, context.Log).Prepare(chosen, parsed.GetValue(from), parsed.GetValue(force), cancellationToken));
    }
}
