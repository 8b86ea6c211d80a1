using System.Text;

namespace PML.Host.Stdio;

/// <summary>Reads lines of UTF-8 whose length is bounded.</summary>
/// <param name="input">Where from.</param>
/// <param name="longest">The most bytes of a line; a longer one is skipped.</param>
internal sealed class LineReader(Stream input, int longest)
{
    private readonly byte[] _chunk = new byte[1 << 16];
    private readonly MemoryStream _line = new();
    private int _start, _end;

    /// <summary>One line.</summary>
    /// <param name="Text">Without its end; empty when it is too long.</param>
    /// <param name="IsTooLong">Whether it was skipped.</param>
    internal readonly record struct Line(string Text, bool IsTooLong);

    /// <summary>The next line; null at the end. A last line without an end is one too.</summary>
    public async Task<Line?> Next()
    {
        _line.SetLength(0);
        bool tooLong = false, any = false;
        while (await Fill())
        {
            any = true;
            int end = Array.IndexOf(_chunk, (byte)'\n', _start, _end - _start);
            int until = end < 0 ? _end : end;
            if (_line.Length + until - _start > longest) tooLong = true;
            else _line.Write(_chunk, _start, until - _start);
            _start = end < 0 ? _end : end + 1;
            if (end >= 0) break;
        }
        return !any ? null : tooLong ? new Line("", true) : new Line(Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length).TrimEnd('\r'), false);
    }

    private async Task<bool> Fill()
    {
        if (_start < _end) return true;
        (_start, _end) = (0, await input.ReadAsync(_chunk));
        return _end > 0;
    }
}
