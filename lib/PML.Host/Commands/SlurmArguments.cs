using System.CommandLine;
using PML.Support;
using PML.Sweeps;

namespace PML.Host.Commands;

/// <summary>The options of <c>sweep --on slurm</c>, in sbatch's words.</summary>
internal static class SlurmArguments
{
    private static readonly Option<string> s_on = new("--on") { Description = "Where the runs execute: this machine, or a Slurm cluster whose nodes see the same folders.", HelpName = "here|slurm", DefaultValueFactory = _ => "here" };
    private static readonly Option<string?> s_partition = new("--partition") { Description = "Slurm: the partition.", HelpName = "P" };
    private static readonly Option<string?> s_time = new("--time") { Description = "Slurm: time limit of one run, e.g. 1:00:00; what takes longer goes on in another job.", HelpName = "T" };
    private static readonly Option<string?> s_gres = new("--gres") { Description = "Slurm: resources of one run, e.g. gpu:1.", HelpName = "LIST" };
    private static readonly Option<int?> s_cpus = new("--cpus") { Description = "Slurm: cores of one run; 1 by default.", HelpName = "N" };
    private static readonly Option<string?> s_memory = new("--mem") { Description = "Slurm: memory of one run, e.g. 4G.", HelpName = "M" };
    private static readonly Option<string?> s_account = new("--account") { Description = "Slurm: the account that pays.", HelpName = "A" };
    private static readonly Option<int?> s_most = new("--max-running") { Description = "Slurm: runs at a time.", HelpName = "K" };

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<Option> All { get; } = [s_on, s_partition, s_time, s_gres, s_cpus, s_memory, s_account, s_most];

    /// <summary>What was asked for; null for this machine.</summary>
    /// <exception cref="PmlException">A value is wrong, or an option is Slurm's and the sweep is not.</exception>
    internal static SlurmOptions? Read(ParseResult parsed)
    {
        if (Check.OneOf(parsed.GetRequiredValue(s_on), ["here", "slurm"], "--on") == "slurm")
            return new SlurmOptions
            {
                Partition = parsed.GetValue(s_partition),
                Time = parsed.GetValue(s_time),
                Gres = parsed.GetValue(s_gres),
                Cpus = parsed.GetValue(s_cpus) ?? 1,
                Memory = parsed.GetValue(s_memory),
                Account = parsed.GetValue(s_account),
                MaxRunning = parsed.GetValue(s_most),
            };
        var given = All.Skip(1).Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name);
        return given.FirstOrDefault() is { } first ? throw new PmlException($"{first} is for a Slurm cluster; add --on slurm.") : null;
    }
}
