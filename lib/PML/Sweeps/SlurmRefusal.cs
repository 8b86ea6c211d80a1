using PML.Support;

namespace PML.Sweeps;

/// <summary>Why sbatch takes no job, in its own words, and what to change.</summary>
internal static class SlurmRefusal
{
    // Parts of sbatch's words, and what mends it.
    private static readonly (string[] Words, string Advice)[] s_advice =
    [
        (["invalid partition"], "Choose another --partition; sinfo lists them{partitions}."),
        (["invalid account"], "Choose another --account, or none; yours: sacctmgr show associations user=$USER format=account."),
        (["generic resource", "(gres)"], "Change --gres; what the nodes have: sinfo -o '%P %G'."),
        (["node configuration is not available", "memory specification", "cpu count", "more processors"], "No node of the partition has so much: ask for less with --gres, --cpus or --mem, or choose another --partition; what there is: sinfo -o '%P %c %m %G'."),
        (["time limit", "--time"], "Ask for less with --time; the partitions' limits: sinfo -o '%P %l'."),
        (["job array"], "The cluster takes no array of this size; make the sweep smaller."),
        (["qos", "policy", "limit"], "Your account has a limit: ask for less, or make the sweep smaller; whoever runs the cluster knows the limits."),
    ];

    /// <summary>Whether it is the way to the scheduler that failed, so that trying again may help.</summary>
    internal static bool IsPassing(string error) =>
        new[] { "unable to contact", "timed out", "connection refused", "temporarily", "connect failure" }.Any(words => error.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>The refusal as an error.</summary>
    /// <param name="error">sbatch's complaint.</param>
    /// <returns>Its words, and what to change.</returns>
    internal static PmlException Of(string error)
    {
        var advice = IsPassing(error) ? "The scheduler does not answer; try again later. Runs that it has already go on."
            : s_advice.FirstOrDefault(entry => entry.Words.Any(words => error.Contains(words, StringComparison.OrdinalIgnoreCase))).Advice ?? "What sbatch takes: man sbatch.";
        return new PmlException($"Slurm takes no runs. It says:\n  {error.ReplaceLineEndings("\n  ")}\n{advice.Replace("{partitions}", Partitions(advice), StringComparison.Ordinal)}");
    }

    private static string Partitions(string advice)
    {
        if (!advice.Contains("{partitions}", StringComparison.Ordinal)) return "";
        var names = SlurmTools.Run("sinfo", "--noheader", "--format=%R").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct();
        return string.Join(", ", names) is { Length: > 0 } list ? $": {list}" : "";
    }
}
