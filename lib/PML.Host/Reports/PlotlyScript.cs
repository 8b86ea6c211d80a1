namespace PML.Host.Reports;

/// <summary>plotly.js, which set-up puts beside the host.</summary>
internal static class PlotlyScript
{
    private const string File = "plotly.min.js";

    /// <summary>Where it is: what PML_PLOTLY names, else beside the host; null when it is in neither place.</summary>
    public static string? Find()
    {
        string path = Environment.GetEnvironmentVariable("PML_PLOTLY") is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, File);
        return System.IO.File.Exists(path) ? path : null;
    }
}
