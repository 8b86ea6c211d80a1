using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PML.Figures;
using PML.Host.Formatting;
using PML.Host.Notebooks;
using PML.Support;

namespace PML.Host.Reports;

/// <summary>A notebook as one HTML page that needs no network: prose, code that folds away, tables, interactive figures.</summary>
internal static class HtmlReport
{
    /// <summary>The page.</summary>
    /// <param name="notebook">An executed notebook, with the outputs as its cells made them.</param>
    /// <param name="warn">Told when the page lacks something.</param>
    public static string Of(Notebook notebook, Action<string> warn)
    {
        string? plotly = Plotly(notebook, warn);
        var outputs = new ReportOutputs(plotly is not null);
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(Escape(Title(notebook))).Append("</title>\n<style>\n").Append(Resource("report.css")).Append("</style>\n");
        if (plotly is not null) page.Append(plotly);
        page.Append("</head>\n<body>\n<main>\n<header class=\"tools\"><button id=\"fold\" type=\"button\">Hide code</button></header>\n");
        int number = 0;
        foreach (var cell in notebook.Cells)
        {
            if (cell.IsMarkdown) page.Append("<section>").Append(Prose.Html(cell.Source, notebook.Folder)).Append("</section>\n");
            else if (cell.IsCode) AppendCode(page, cell, ++number, outputs);
        }
        return page.Append("<footer>").Append(Escape(notebook.Name)).Append(".ipynb, executed by PML Notebooks</footer>\n</main>\n<script>\n")
            .Append(Resource("report.js")).Append("</script>\n</body>\n</html>\n").ToString();
    }

    private static void AppendCode(StringBuilder page, NotebookCell cell, int number, ReportOutputs outputs)
    {
        page.Append("<div class=\"cell\"><details open><summary>C# ").Append(number).Append("</summary><pre><code>").Append(CodeColours.Html(cell.Source)).Append("</code></pre></details>\n");
        if (cell.Outputs.Count > 0)
        {
            page.Append("<div class=\"outputs\">");
            foreach (var output in cell.Outputs.OfType<JsonObject>()) page.Append(outputs.Html(output)).Append('\n');
            page.Append("</div>");
        }
        page.Append("</div>\n");
    }

    private static string? Plotly(Notebook notebook, Action<string> warn)
    {
        int figures = notebook.Cells.SelectMany(c => c.Outputs).Count(o => o?["data"]?[Mime.Plotly] is not null);
        if (figures == 0) return null;
        try
        {
            return PlotlyScript.Html();
        }
        catch (PmlException e)
        {
            warn($"The page is written without its interactive figures ({figures}): {e.Message}");
            return null;
        }
    }

    private static string Title(Notebook notebook) =>
        notebook.Cells.Where(c => c.IsMarkdown).SelectMany(c => c.Source.Split('\n')).FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? notebook.Name;

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
