namespace PML.DataPrep;

/// <summary>The pixels that one pass through the file brings: every so many columns and rows from a first one.</summary>
/// <param name="Left">The first column.</param>
/// <param name="Top">The first row.</param>
/// <param name="Across">Columns from one to the next.</param>
/// <param name="Down">Rows from one to the next.</param>
/// <param name="Width">Columns of the pass.</param>
/// <param name="Height">Rows of the pass.</param>
internal readonly record struct PngPass(int Left, int Top, int Across, int Down, int Width, int Height)
{
    private static readonly (int Left, int Top, int Across, int Down)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of a picture, those that have pixels.</summary>
    public static IEnumerable<PngPass> Of(PngHeader header) =>
        (header.Interlaced ? Adam7 : [(0, 0, 1, 1)])
            .Select(grid => new PngPass(grid.Left, grid.Top, grid.Across, grid.Down, Count(header.Width, grid.Left, grid.Across), Count(header.Height, grid.Top, grid.Down)))
            .Where(pass => pass is { Width: > 0, Height: > 0 });

    private static int Count(int size, int first, int step) => (size - first + step - 1) / step;
}
