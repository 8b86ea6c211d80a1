using System.CommandLine;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>What every command writes to and reads from, and how it ends: 0 done, 1 the work failed, 2 wrong command line.</summary>
/// <param name="output">Gets the results.</param>
/// <param name="progress">Gets progress and errors.</param>
/// <param name="root">The folder of <c>downloads</c> and <c>prepared</c>; asked for when a command runs.</param>
internal sealed class CommandContext(TextWriter output, TextWriter progress, Func<string> root)
{
    public TextWriter Output => output;

    public string Root => root();

    public void Log(string message) => progress.WriteLine(message);

    /// <summary>Says why; the library shows what follows the mark as its own error.</summary>
    public int Failed(string message)
    {
        progress.WriteLine($"{PreparedData.ErrorMark}{message}");
        return 1;
    }

    public int WrongUsage(params IEnumerable<string> messages)
    {
        foreach (var message in messages) Failed(message);
        progress.WriteLine("Type --help for the commands and their options.");
        return 2;
    }

    /// <summary>Makes a command prepare a set and print its folder and checksum.</summary>
    /// <typeparam name="TProtocol">What the options choose.</typeparam>
    /// <param name="command">The command, with its options.</param>
    /// <param name="choose">Reads the options; its <see cref="PmlException"/> is a wrong command line.</param>
    /// <param name="prepare">Makes the set, or finds it whole.</param>
    /// <returns><paramref name="command"/>.</returns>
    public Command Prepares<TProtocol>(Command command, Func<ParseResult, TProtocol> choose, Func<TProtocol, ParseResult, CancellationToken, PreparedData> prepare)
    {
        command.SetAction((parsed, cancellationToken) => Task.Run(() =>
        {
            TProtocol protocol;
            try
            {
                protocol = choose(parsed);
            }
            catch (PmlException exception)
            {
                return WrongUsage(exception.Message);
            }
            var set = prepare(protocol, parsed, cancellationToken);
            output.WriteLine($"{set.Folder}  sha256 {set.Sha256}");
            return 0;
        }, cancellationToken));
        return command;
    }

    public static Option<string?> Protocol(string description) => new("--protocol") { Description = description };

    public static Option<string?> Seed() => new("--seed") { Description = "Seed of everything drawn at random; default 0" };

    public static Option<string?> From(string description) => new("--from") { Description = description };

    public static Option<bool> Force(string description = "Make it again even if it is there and whole") => new("--force") { Description = description };
}
