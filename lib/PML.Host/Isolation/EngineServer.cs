using System.IO.Pipes;
using System.Runtime.InteropServices;
using PML.Figures;
using PML.Host.Cells;
using PML.Training;

namespace PML.Host.Isolation;

/// <summary>The side that runs the cells: it does what the pipe says, until that ends.</summary>
internal static class EngineServer
{
    private const int PatienceMilliseconds = 30_000;

    /// <summary>Serves one session.</summary>
    /// <param name="pipe">The pipe's name.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string pipe)
    {
        // Ctrl+C at the terminal reaches this process too: the other one asks for what is to be done.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        await using var connection = new NamedPipeClientStream(".", pipe, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await connection.ConnectAsync(PatienceMilliseconds);
        using var reader = new StreamReader(connection);
        var writer = new StreamWriter(connection) { AutoFlush = true };
        void Send(string line)
        {
            try
            {
                lock (writer) writer.WriteLine(line);
            }
            catch (IOException)
            {
                // The other side is gone; the reader sees it too.
            }
        }

        var pictures = new PicturesElsewhere(Send);
        ChromiumRenderer.Elsewhere = pictures.Draw;
        var engine = new CellEngine(Environment.CurrentDirectory, output => Send(EngineMessages.Of(output)));
        RunLog.Noted += record =>
        {
            // What diverged has no record.
            if (record.Metrics.Values.All(double.IsFinite)) Send(EngineMessages.Of(record));
        };
        while (await reader.ReadLineAsync() is { } line)
        {
            var message = EngineMessages.Read(line);
            if (message.ContainsKey("drawn")) pictures.Take(message);
            else if (!message.ContainsKey("run")) engine.Interrupt();
            else _ = Task.Run(() => RunCell(engine, (string)message["run"]!, (string)message["name"]!, Send));
        }
        // Whatever a cell left behind ends here.
        Environment.Exit(0);
        return 0;
    }

    private static async Task RunCell(CellEngine engine, string source, string name, Action<string> send)
    {
        try
        {
            send(EngineMessages.Done(await engine.Run(source, name), engine.PeakMemory));
        }
        catch (OutOfMemoryException)
        {
            // Not even that could be told: the other side learns it from the process's end.
            Environment.Exit(ProcessEnd.Killed);
        }
    }
}
