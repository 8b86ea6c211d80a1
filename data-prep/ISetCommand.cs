using System.CommandLine;

namespace PML.DataPrep;

/// <summary>The command of one prepared data set; a new set brings its own and takes its place in <see cref="CommandLine"/>.</summary>
internal interface ISetCommand
{
    /// <summary>The set's name, which is also the command's.</summary>
    string Set { get; }

    /// <summary>The protocols that <c>list</c> always shows, without other seeds.</summary>
    IReadOnlyList<string> Protocols { get; }

    /// <summary>The command with its options; ends through <see cref="CommandContext.Prepares"/>.</summary>
    Command Create(CommandContext context);
}
