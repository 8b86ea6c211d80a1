using System.Diagnostics;
using PML.Host.Cells;

namespace PML.Host.Notebooks;

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>Every cell ran.</summary>
    Completed,

    /// <summary>A cell failed; those behind it did not run.</summary>
    Failed,

    /// <summary>The user stopped it.</summary>
    Stopped,
}

/// <summary>Runs a notebook's code cells in order, in one session, and puts what they show into the notebook.</summary>
/// <param name="notebook">The notebook; its cells receive the outputs.</param>
/// <param name="console">What the person at the terminal sees.</param>
/// <param name="start">Makes what runs the cells, from the notebook's folder and where outputs go.</param>
internal sealed class NotebookRunner(Notebook notebook, RunConsole console, Func<string, Action<CellOutput>, ICellRunner> start)
{
    private const int TitleWidth = 70;

    private readonly Lock _gate = new();
    private readonly OutputCollector _outputs = new();
    private bool _ended;

    /// <summary>The most memory that the cells took, the engine included, in bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>Runs it.</summary>
    /// <param name="stop">Interrupts the cell that runs, and ends the run.</param>
    /// <returns>How it ended. The outputs so far are in the notebook in every case.</returns>
    public async Task<RunOutcome> Run(CancellationToken stop)
    {
        var cells = notebook.Cells.Where(c => c.IsCode).ToArray();
        foreach (var cell in cells) cell.SetOutputs([], null);
        using var engine = start(notebook.Folder, Show);
        var outcome = RunOutcome.Completed;
        for (int i = 0; i < cells.Length && outcome == RunOutcome.Completed; i++) outcome = await RunCell(engine, cells[i], i + 1, cells.Length, stop);
        lock (_gate) _ended = true;
        PeakMemory = engine.PeakMemory;
        return outcome;
    }

    private async Task<RunOutcome> RunCell(ICellRunner engine, NotebookCell cell, int number, int count, CancellationToken stop)
    {
        string title = Title(cell.Source);
        console.Begin(number, count, title);
        _outputs.Begin(number);
        var watch = Stopwatch.StartNew();
        var error = await engine.Run(cell.Runnable, $"cell {number}", stop);
        cell.SetOutputs(_outputs.End(error), number);
        console.End(number, count, title, watch.Elapsed, error);
        return error is null ? RunOutcome.Completed : stop.IsCancellationRequested ? RunOutcome.Stopped : RunOutcome.Failed;
    }

    private void Show(CellOutput output)
    {
        lock (_gate)
        {
            // What a cell left running shows on: nothing may change the notebook while it is written.
            if (_ended) return;
            _outputs.Add(output);
            console.Show(output);
        }
    }

    // The first line that does something names the cell.
    private static string Title(string source)
    {
        var lines = source.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();
        string line = lines.FirstOrDefault(l => !l.StartsWith("//", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "(empty)";
        return line.Length <= TitleWidth ? line : line[..(TitleWidth - 3)] + "...";
    }
}
