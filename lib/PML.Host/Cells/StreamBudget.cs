namespace PML.Host.Cells;

/// <summary>Cuts what one cell writes to its console where it is more than anybody reads. Any thread may ask.</summary>
internal sealed class StreamBudget
{
    /// <summary>How many characters a cell may write.</summary>
    public const int Most = 1_000_000;

    private long _written;

    /// <summary>The text as it is to be shown; null when nothing of it is.</summary>
    public string? Cut(string text)
    {
        long room = Most - (Interlocked.Add(ref _written, text.Length) - text.Length);
        return text.Length <= room ? text : room < 0 ? null : $"{text.AsSpan(0, (int)room)}\n(cut here: more than {Most} characters)\n";
    }
}
