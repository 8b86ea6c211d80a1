using System.Globalization;
using System.Text.RegularExpressions;
using PML.Support;

namespace PML.Sweeps;

/// <summary>What the runs of a sweep ask of a Slurm cluster; what is null is left to the cluster's defaults. Each run is one task of a job array.</summary>
/// <remarks>The words are sbatch's own, and go to it as they are: https://slurm.schedmd.com/sbatch.html.</remarks>
public sealed partial record SlurmOptions
{
    // Slurm's signal comes up to a minute early, and checkpoints take time.
    private const int LeastMinutes = 3;

    /// <summary>The partition, e.g. "short"; <c>sinfo</c> lists them.</summary>
    public string? Partition { get; init => field = Word(value, nameof(Partition)); }

    /// <summary>Time limit of one run, as Slurm writes times: minutes, hours:minutes:seconds, days-hours, ...; at least 3 minutes. A run that needs longer goes on from its checkpoint in another job.</summary>
    public string? Time { get; init => field = Limit(value); }

    /// <summary>Generic resources of one run, e.g. "gpu:1".</summary>
    public string? Gres { get; init => field = Word(value, nameof(Gres)); }

    /// <summary>Cores of one run; at least 1. Default 1.</summary>
    public int Cpus { get; init => field = Check.AtLeast(value, 1); } = 1;

    /// <summary>Memory of one run, e.g. "4G".</summary>
    public string? Memory { get; init => field = Word(value, nameof(Memory)); }

    /// <summary>The account that pays.</summary>
    public string? Account { get; init => field = Word(value, nameof(Account)); }

    /// <summary>How many runs may run at a time; at least 1.</summary>
    public int? MaxRunning { get; init => field = value is { } most ? Check.AtLeast(most, 1) : null; }

    private static string? Word(string? value, string name) =>
        value is null || (value.Length > 0 && !value.Any(char.IsWhiteSpace)) ? value : throw new PmlException($"{name} must be one word, as sbatch takes it; found '{value}'.");

    private static string? Limit(string? value)
    {
        if (value is null) return null;
        if (Minutes(value) is not { } minutes) throw new PmlException($"Time must be minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes or days-hours:minutes:seconds; found '{value}'.");
        return minutes >= LeastMinutes ? value : throw new PmlException($"Time must be at least {LeastMinutes} minutes, of which the last two are for the checkpoint; found '{value}'.");
    }

    private static double? Minutes(string text)
    {
        if (Format().Match(text) is not { Success: true } match) return null;
        var parts = match.Groups["part"].Captures.Select(part => double.Parse(part.Value, CultureInfo.InvariantCulture)).ToArray();
        double Part(int i) => i < parts.Length ? parts[i] : 0;
        if (match.Groups["days"].Success) return double.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture) * 1440 + Part(0) * 60 + Part(1) + Part(2) / 60;
        return parts.Length == 3 ? Part(0) * 60 + Part(1) + Part(2) / 60 : Part(0) + Part(1) / 60;
    }

    [GeneratedRegex("^((?<days>[0-9]{1,5})-)?(?<part>[0-9]{1,7})(:(?<part>[0-9]{1,2})){0,2}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Format();
}
