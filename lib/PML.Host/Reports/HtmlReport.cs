using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PML.Figures;
using PML.Host.Formatting;
using PML.Host.Notebooks;
using PML.Support;

namespace PML.Host.Reports;

/// <summary>A notebook as one HTML page that needs no network: prose, code that folds away, tables, interactive figures, and what run made it.</summary>
internal static class HtmlReport
{
    private const int LargestPage = 8_000_000;

    /// <summary>The page.</summary>
    /// <param name="notebook">An executed notebook, with the outputs as its cells made them; pictures among them (<see cref="NotebookPictures"/>) are what is printed of figures.</param>
    /// <param name="facts">About the run; null where nothing is known of it.</param>
    /// <param name="warn">Told when the page lacks something, or is too large to be sent around.</param>
    public static string Of(Notebook notebook, RunFacts? facts, Action<string> warn)
    {
        string? plotly = Plotly(notebook, warn);
        var (contents, outputs) = (new Contents(), new ReportOutputs(plotly is not null));
        var (head, rest) = Cells(notebook, contents, outputs);
        string records = AboutRun.Records(facts?.Records ?? [], contents);
        var page = Start(Title(notebook)).Append(plotly)
            .Append("</head>\n<body>\n<main>\n<header class=\"tools\"><button id=\"fold\" type=\"button\">Hide code</button></header>\n")
            .Append(head).Append(AboutRun.Parameters(notebook, facts)).Append(contents.Html()).Append(rest).Append(records)
            .Append("<footer>").Append(Escape(notebook.Name)).Append(".ipynb, executed by PML Notebooks</footer>\n</main>\n<script>\n")
            .Append(Resource("report.js")).Append("</script>\n</body>\n</html>\n").ToString();
        if (page.Length > LargestPage) warn($"The page has {page.Length / 1e6:0.0} MB; many mail servers and viewers stop at {LargestPage / 1_000_000}. Show fewer or smaller figures, or set a lower PixelRatio.");
        return page;
    }

    /// <summary>The first lines of a page of the kit's look, up to where its head goes on.</summary>
    public static StringBuilder Start(string title) => new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
        .Append("<title>").Append(Escape(title)).Append("</title>\n<style>\n").Append(Resource("report.css")).Append("</style>\n");

    /// <summary>A notebook's title; its file's name where it has none.</summary>
    public static string Title(Notebook notebook) => Head(notebook).Title is { Length: > 0 } title ? title : notebook.Name;

    /// <summary>The title of a notebook and its first sentence; empty where it has none.</summary>
    public static (string Title, string Sentence) Head(Notebook notebook) => notebook.Cells.Where(c => c.IsMarkdown).Select(c => Prose.Head(c.Source)).FirstOrDefault(h => h.Title.Length > 0);

    private static (string First, string Others) Cells(Notebook notebook, Contents contents, ReportOutputs outputs)
    {
        var (head, rest, number) = (new StringBuilder(), new StringBuilder(), 0);
        foreach (var (cell, i) in notebook.Cells.Select((cell, i) => (cell, i)))
        {
            if (cell.IsMarkdown) (i == 0 ? head : rest).Append("<section>").Append(Prose.Html(cell.Source, notebook.Folder, contents)).Append("</section>\n");
            else if (cell.IsCode) AppendCode(rest, cell, ++number, outputs);
        }
        return (head.ToString(), rest.ToString());
    }

    private static void AppendCode(StringBuilder page, NotebookCell cell, int number, ReportOutputs outputs)
    {
        page.Append("<div class=\"cell\"><details open class=\"code\"><summary>C# ").Append(number).Append("</summary><pre><code>").Append(CodeColours.Html(cell.Source)).Append("</code></pre></details>\n");
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

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
