using System.Text.Json;
using PML.Support;

namespace PML.Sweeps;

/// <summary>How often a run was begun in vain. Kept in a file, so that a new driver knows it too.</summary>
internal sealed record Attempts
{
    private const int MostKills = 5;

    /// <summary>How often it ended with an error.</summary>
    public int Failures { get; init; }

    /// <summary>How often something from outside ended it since it last got further.</summary>
    public int Kills { get; init; }

    /// <summary>The step from which it last went on.</summary>
    public long From { get; init; }

    /// <summary>Why it ended last.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether it is not begun again: it was retried once, or killed again and again at the same place.</summary>
    internal bool IsFailed => Failures > 1 || Kills >= MostKills;

    /// <summary>The attempts after one more.</summary>
    /// <param name="state">How it ended.</param>
    /// <param name="status">How far it was.</param>
    internal Attempts After(RunState state, RunStatus? status)
    {
        if (state.Stage != RunStage.Interrupted)
            return this with { Failures = Failures + 1, Reason = state.Stage == RunStage.Failed ? state.Reason : "it ended without a record" };
        var from = status?.First ?? 0;
        var next = from > From ? this with { Kills = 1, From = from } : this with { Kills = Kills + 1 };
        return next with { Reason = next.Kills < MostKills ? state.Reason : $"{state.Reason} ({MostKills} times in a row without a new checkpoint between; is there memory enough?)" };
    }

    /// <summary>Keeps it.</summary>
    /// <exception cref="PmlException">The file cannot be written.</exception>
    internal void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this));

    /// <summary>Reads what is kept; none where nothing is.</summary>
    internal static Attempts Read(string path)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize<Attempts>(File.ReadAllText(path)) is { } kept ? kept : new Attempts();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new Attempts();
        }
    }
}
