namespace PML.Host.Cells;

/// <summary>Runs the cells of one session: in this process, or in one of its own.</summary>
internal interface ICellRunner : IDisposable
{
    /// <summary>The most memory that the process of the cells took so far, in bytes.</summary>
    long PeakMemory { get; }

    /// <summary>Runs a cell.</summary>
    /// <param name="source">C# with directives.</param>
    /// <param name="name">How errors name the cell, e.g. "cell 3".</param>
    /// <param name="stop">Interrupts the cell.</param>
    /// <returns>Null, or why the cell failed; an interrupted cell fails with "Interrupted".</returns>
    Task<CellError?> Run(string source, string name, CancellationToken stop);
}
