using System.CommandLine;

namespace PML.DataPrep;

/// <summary><c>multimnist</c> and <c>multimnist3</c>: two or three digits of MNIST in one image.</summary>
/// <param name="set">Which of the two.</param>
/// <param name="description">What the set is.</param>
/// <param name="open">Gets MNIST's files, which the set is made of.</param>
internal sealed class MultiMnistCommand(string set, string description, Func<string, Action<string>, Mnist> open) : ISetCommand
{
    public string Set => set;

    public IReadOnlyList<string> Protocols { get; } = [.. MultiMnistProtocol.Of(set).Select(protocol => protocol.Name)];

    public Command Create(CommandContext context)
    {
        var (seed, from, force) = (CommandContext.Seed(), CommandContext.From(MnistCommand.FromDescription), CommandContext.Force());
        var protocol = CommandContext.Protocol("paper (default), code, or tiny (generated, no network); a seed may follow: paper-seed3");
        var tiny = new Option<bool>("--tiny") { Description = "The same as --protocol tiny" };
        return context.Prepares(
            new Command(set, description) { protocol, seed, tiny, from, force },
            parsed => MultiMnistProtocol.Parse(parsed.GetValue(protocol), parsed.GetValue(seed), parsed.GetValue(tiny), set),
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
