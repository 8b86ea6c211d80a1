using System.CommandLine;

namespace PML.DataPrep;

/// <summary><c>multimnist</c>: two digits of MNIST in one image.</summary>
/// <param name="open">Gets MNIST's files, which the set is made of.</param>
internal sealed class MultiMnistCommand(Func<string, Action<string>, Mnist> open) : ISetCommand
{
    public string Set => MultiMnistSet.Name;

    public IReadOnlyList<string> Protocols { get; } = [.. MultiMnistProtocol.All.Select(protocol => protocol.Name)];

    public Command Create(CommandContext context)
    {
        var (seed, from, force) = (CommandContext.Seed(), CommandContext.From(MnistCommand.FromDescription), CommandContext.Force());
        var protocol = CommandContext.Protocol("paper (default), code, or tiny (generated, no network); a seed may follow: paper-seed3");
        var tiny = new Option<bool>("--tiny") { Description = "The same as --protocol tiny" };
        return context.Prepares(
            new Command(Set, "Two digits of MNIST in one image, the paper's first data set.") { protocol, seed, tiny, from, force },
            parsed => MultiMnistProtocol.Parse(parsed.GetValue(protocol), parsed.GetValue(seed), parsed.GetValue(tiny)),
            (chosen, parsed, cancellationToken) =>
            {
                MnistDigits Digits()
                {
                    var mnist = open(context.Root, context.Log);
                    mnist.Fetch(parsed.GetValue(from), force: false, cancellationToken);
                    return mnist.Read();
                }
                return new MultiMnistSet(context.Root, context.Log).Prepare(chosen, Digits, parsed.GetValue(force), cancellationToken);
            });
    }
}
