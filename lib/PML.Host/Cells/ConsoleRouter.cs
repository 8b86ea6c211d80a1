using System.Text;

namespace PML.Host.Cells;

/// <summary>Sends what a cell writes to <see cref="Console"/> to that cell, and everything else to the real console.</summary>
/// <remarks>The receiver follows the cell's own flow of execution (threads, tasks), so two engines in one process do not mix.</remarks>
internal sealed class ConsoleRouter : TextWriter
{
    private static readonly AsyncLocal<Action<string, string>?> s_receiver = new();
    private static readonly Lock s_gate = new();
    private static TextWriter? s_out, s_error;

    private readonly string _stream;
    private readonly TextWriter _fallback;

    private ConsoleRouter(string stream, TextWriter fallback) => (_stream, _fallback) = (stream, fallback);

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>From here on, in this flow of execution, console output goes to the receiver (stream name, text).</summary>
    public static void Receive(Action<string, string> receiver)
    {
        lock (s_gate)
        {
            // Somebody else may have set a writer since: route again, over theirs.
            if (!ReferenceEquals(Console.Out, s_out)) Console.SetOut(new ConsoleRouter("stdout", Console.Out));
            if (!ReferenceEquals(Console.Error, s_error)) Console.SetError(new ConsoleRouter("stderr", Console.Error));
            (s_out, s_error) = (Console.Out, Console.Error);
        }
        s_receiver.Value = receiver;
    }

    /// <inheritdoc/>
    public override void Write(char value) => Send(value.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => Send(value);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Send(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Send(buffer.ToString());

    /// <inheritdoc/>
    public override void WriteLine() => Send("\n");

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Send(value + "\n");

    /// <inheritdoc/>
    public override void Flush()
    {
        if (s_receiver.Value is null) _fallback.Flush();
    }

    private void Send(string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        if (s_receiver.Value is { } receiver) receiver(_stream, text);
        else _fallback.Write(text);
    }
}
