using System.IO.Compression;
using System.Text.RegularExpressions;
using PML.Figures;
using PML.Support;
using PML.Tables;
using PML.Tests.Results;
using PML.Tests.Support;

namespace PML.Tests.Figures;

public sealed class NotebookOutputTests
{
    [Fact]
    public void AFigureShowsItselfInANotebook()
    {
        var figure = FrontFigure.Of(Records.Front("PML"));
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json"], Convention.Preferred(figure));
        Assert.Equal(figure.ToHtml(), Convention.Show(figure, "text/html"));
        Assert.Equal(figure.ToJson(), Convention.Show(figure, "application/vnd.plotly.v1+json"));
        Assert.Equal(figure.Alt, Convention.Show(figure, "text/plain"));
        if (ChromiumRenderer.IsAvailable(out _)) Assert.StartsWith("iVBORw0KGgo", Convention.Show(figure, "image/png"));
    }

    [Fact]
    public void ATableShowsItselfInANotebook()
    {
        var table = ResultTable.Of(Records.Front("PML"));
        Assert.Equal(["text/html", "text/plain"], Convention.Preferred(table));
        Assert.Equal(table.ToHtml(), Convention.Show(table, "text/html"));
        Assert.Equal(table.ToMarkdown(), Convention.Show(table, "text/plain"));
    }

    [Fact]
    public void PlotlysScriptComesInWithoutEndingItself()
    {
        using var folder = new Scratch();
        File.WriteAllText(folder["plotly.min.js"], "var end = '</script>';");
        Assert.Equal(folder["plotly.min.js"], PlotlyScript.Find(folder["plotly.min.js"], "/"));
        Assert.Equal(folder["plotly.min.js"], PlotlyScript.Find(null, Path.GetDirectoryName(folder["plotly.min.js"])!));
        var html = PlotlyScript.Html(folder["plotly.min.js"]);
        Assert.Equal(2, html.Split("</script>").Length);
        var packed = Convert.FromBase64String(Regex.Match(html, "atob\\(\"([^\"]+)").Groups[1].Value);
        using var script = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        Assert.Equal("var end = '</script>';", script.ReadToEnd());
    }

    [Fact]
    public void PlotlyIsFoundInTheCheckoutsLibraryFolder()
    {
        using var folder = new Scratch();
        Directory.CreateDirectory(folder["lib/bin"]);
        Directory.CreateDirectory(folder["artifacts/debug"]);
        File.WriteAllText(folder["PML.Notebooks.sln"], "");
        Assert.Contains("lib/pml setup", Assert.Throws<PmlException>(() => PlotlyScript.Find("", folder["artifacts/debug"])).Message);
        File.WriteAllText(folder["lib/bin/plotly.min.js"], "");
        Assert.Equal(folder["lib/bin/plotly.min.js"], PlotlyScript.Find("", folder["artifacts/debug"]));
        Assert.Contains("PML_PLOTLY", Assert.Throws<PmlException>(() => PlotlyScript.Find(folder["none.js"], "/")).Message);
    }
}
