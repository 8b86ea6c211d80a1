using PML.Host.Notebooks;

namespace PML.Host.Reports;

/// <summary>A notebook as one self-contained HTML page.</summary>
internal static class HtmlReport
{
    /// <summary>The page.</summary>
    public static string Of(Notebook notebook, Action<string> warn) => "";
}
