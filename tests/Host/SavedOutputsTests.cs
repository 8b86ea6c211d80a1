using System.Text.Json.Nodes;
using PML.Figures;
using PML.Host.Cells;
using PML.Host.Notebooks;

namespace PML.Tests.Host;

/// <summary>What is kept in a notebook's file: no scripts, and figures as pictures.</summary>
public sealed class SavedOutputsTests : IDisposable
{
    private const string Convention = """
        [AttributeUsage(AttributeTargets.Class)]
        sealed class TypeFormatterSourceAttribute(Type type) : Attribute { public Type FormatterSourceType => type; public string[] PreferredMimeTypes { get; set; } }
        sealed class Source { public IEnumerable<object> CreateTypeFormatters() => [new Form("text/html", "<div></div><script>draw()</script>"), new Form("application/vnd.plotly.v1+json", "{\"data\":[{\"y\":[1,3,2]}]}")]; }
        sealed class Form(string type, string text) { public string MimeType => type; public bool Format(object o, System.IO.TextWriter w) { w.Write(text); return true; } }
        [TypeFormatterSource(typeof(Source), PreferredMimeTypes = new[] { "text/html", "application/vnd.plotly.v1+json" })]
        sealed class Chart { public override string ToString() => "A rising line"; }
        """;

    private readonly NotebookFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Figures_become_pictures()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out string why), why);
        var outputs = await Saved(Convention, "display(new Chart());\nnew Chart()");
        Assert.Equal(2, outputs.Count);
        foreach (var output in outputs)
        {
            var data = output!["data"]!.AsObject();
            Assert.Equal(["image/png", "text/plain"], data.Select(p => p.Key).Order());
            Assert.Equal([0x89, .. "PNG"u8], Convert.FromBase64String((string)data["image/png"]!)[..4]);
            Assert.Equal("A rising line", Multiline.Join(data["text/plain"]));
            Assert.Equal("""{"image/png":{"alt":"A rising line"}}""", output["metadata"]!.ToJsonString());
        }
        Assert.Empty(_warnings);
    }

    [SkippableFact]
    public async Task An_engine_that_is_told_to_shows_a_figure_in_all_three_forms_with_its_description()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out string why), why);
        List<CellOutput> shown = [];
        var engine = new CellEngine(_folder.Path, shown.Add) { Pictures = true };
        Assert.Null(await engine.Run(Convention, "cell 1"));
        Assert.Null(await engine.Run("display(new Chart());\nnew Chart()", "cell 2"));
        Assert.Equal(2, shown.Count);
        foreach (var output in shown.Cast<DisplayOutput>())
        {
            Assert.Equal(["application/vnd.plotly.v1+json", "image/png", "text/html", "text/plain"], output.Data.Select(p => p.Key).Order(StringComparer.Ordinal));
            Assert.IsType<JsonObject>(output.Data["application/vnd.plotly.v1+json"]);
            Assert.Equal("A rising line", (string?)output.Metadata["image/png"]!["alt"]);
        }
    }

    [Fact]
    public async Task Without_a_browser_the_notebook_is_kept_with_one_line_that_says_why()
    {
        var notebook = (await _folder.Run(_folder.Notebook("a.ipynb", Convention, "new Chart()"))).Notebook;
        NotebookPictures.Add(notebook, _warnings.Add, (IReadOnlyList<string> _, out string why) =>
        {
            why = "Chromium is missing.";
            return null;
        });
        var saved = SavedOutputs.Of(notebook);
        var data = saved.Cells[1].Outputs[0]!["data"]!.AsObject();
        Assert.Equal(["application/vnd.plotly.v1+json", "text/plain"], data.Select(p => p.Key).Order());
        Assert.Equal("Figures are kept without pictures (1 of 1): Chromium is missing.", Assert.Single(_warnings));
    }

    [Fact]
    public async Task A_figure_that_cannot_be_drawn_does_not_cost_the_others_and_a_broken_browser_is_not_tried_for_ever()
    {
        var notebook = (await _folder.Run(_folder.Notebook("a.ipynb", Convention, string.Concat(Enumerable.Repeat("display(new Chart());\n", 9))))).Notebook;
        int calls = 0;
        IReadOnlyList<byte[]>? Render(int from, IReadOnlyList<string> figures, out string why)
        {
            why = "refused";
            return figures.Count == 1 && ++calls >= from ? [[1, 2]] : null;
        }
        NotebookPictures.Add(notebook, _warnings.Add, (IReadOnlyList<string> figures, out string why) => Render(100, figures, out why));
        Assert.Equal(3, calls);
        NotebookPictures.Add(notebook, _warnings.Add, (IReadOnlyList<string> figures, out string why) => Render(5, figures, out why));
        Assert.Equal(["Figures are kept without pictures (9 of 9): refused", "Figures are kept without pictures (1 of 9): refused"], _warnings);
        Assert.Equal(8, notebook.Cells[1].Outputs.Count(o => o!["data"]!["image/png"] is not null));
    }

    [Fact]
    public async Task Scripts_are_taken_out_and_everything_else_stays()
    {
        var outputs = await Saved("HTML(\"<SCRIPT>alert()</SCRIPT>\").Display();\nHTML(\"<p>seen</p><script>x</script>\").Display();\nHTML(\"<table></table>\").Display();\n\"<script>\"");
        Assert.DoesNotContain("<script", new JsonArray([.. outputs.Take(2).Select(o => o!.DeepClone())]).ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["(interactive output: run the notebook to see it)", "", "<script>"], outputs.Select(o => Multiline.Join(o!["data"]!["text/plain"])));
        Assert.Equal("<table></table>", Multiline.Join(outputs[1]!["data"]!["text/html"]));
    }

    [Fact]
    public async Task What_brings_its_own_script_and_shows_something_without_stays()
    {
        const string Html = "<div data-self-contained><p>seen</p></div><script>x</script>";
        var outputs = await Saved($"HTML(\"{Html}\").Display();");
        Assert.Equal(Html, Multiline.Join(outputs[0]!["data"]!["text/html"]));
    }

    private async Task<JsonArray> Saved(params string[] cells)
    {
        var notebook = (await _folder.Run(_folder.Notebook("a.ipynb", cells))).Notebook;
        NotebookPictures.Add(notebook, _warnings.Add, FigureImages.Render);
        return SavedOutputs.Of(notebook).Cells[^1].Outputs;
    }
}
