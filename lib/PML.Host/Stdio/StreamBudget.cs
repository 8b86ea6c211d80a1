using PML.Host.Cells;

namespace PML.Host.Stdio;

/// <summary>Cuts what one cell writes to its console where it is more than anybody reads.</summary>
internal sealed class StreamBudget
{
    private const int Most = 1_000_000;

    private long _written;

    /// <summary>The output as it is to be sent; null when nothing of it is.</summary>
    public CellOutput? Cut(CellOutput output)
    {
        if (output is not StreamOutput stream) return output;
        long room = Most - (Interlocked.Add(ref _written, stream.Text.Length) - stream.Text.Length);
        return stream.Text.Length <= room ? stream
            : room < 0 ? null
            : stream with { Text = $"{stream.Text.AsSpan(0, (int)room)}\n(cut here: more than {Most} characters)\n" };
    }
}
