namespace PML.Host.Formatting;

/// <summary>What is known of HTML that carries scripts.</summary>
internal static class Scripts
{
    private const int SmallestLibrary = 1_000_000;

    /// <summary>Whether the HTML is one script and nothing to see.</summary>
    public static bool IsOnlyScript(string html)
    {
        var text = html.AsSpan().Trim();
        return text.StartsWith("<script", StringComparison.OrdinalIgnoreCase)
            && text.IndexOf("</script>", StringComparison.OrdinalIgnoreCase) == text.Length - "</script>".Length;
    }

    /// <summary>Whether the HTML works in a saved notebook as it does in a live one: it shows itself without its script, which needs nothing from outside.</summary>
    public static bool IsSelfContained(string html) => html.Contains("data-self-contained", StringComparison.Ordinal);

    /// <summary>Whether the HTML brings plotly.js itself.</summary>
    public static bool IsPlotly(string html) => html.Length > SmallestLibrary && IsOnlyScript(html) && html.Contains("plotly.js", StringComparison.OrdinalIgnoreCase);
}
