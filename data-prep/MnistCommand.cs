using System.CommandLine;

namespace PML.DataPrep;

/// <summary>Gets MNIST's raw files; <see cref="MultiMnistCommand"/> makes a set of them.</summary>
internal static class MnistCommand
{
    public const string FromDescription = "A folder with the MNIST files, raw or .gz";

    public static Command Create(CommandContext context, Func<string, Action<string>, Mnist> open)
    {
        var (from, force) = (CommandContext.From(FromDescription), CommandContext.Force("Get the files again even if they are there and whole"));
        var command = new Command("mnist", "Gets and verifies the four files of MNIST.") { from, force };
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
        {
            var mnist = open(context.Root, context.Log);
            mnist.Fetch(parsed.GetValue(from), parsed.GetValue(force), cancellationToken);
            context.Output.WriteLine($"{mnist.Folder.Path}  {mnist.Files.Count} files, checksums right");
            return 0;
        }, cancellationToken));
        return command;
    }
}
