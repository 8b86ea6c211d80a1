using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PML.Figures;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.Figures;

public sealed class FigureTests
{
    private static Figure Line(string name = "a", params double[] y) => new Figure { Alt = $"Line {name}" }.Add(Trace.Scatter([0, 1, 2], y, "lines", name));

    [Fact]
    public void TheJsonHoldsTracesAndLayoutUnderPlotlysNames()
    {
        var figure = new Figure { Width = 400, Height = 300 }
            .Add(new Trace("heatmap").Set("z", new double[,] { { 1, 2 }, { 3, 4 } }).Set("colorbar.title.text", "loss"))
            .Layout("xaxis.title.text", "x").Layout("xaxis.range", new[] { 0, 1.5 }).Layout("showlegend", false);
        Assert.Equal(
            """{"data":[{"type":"heatmap","z":[[1,2],[3,4]],"colorbar":{"title":{"text":"loss"}}}],"layout":{"xaxis":{"title":{"text":"x"},"range":[0,1.5]},"showlegend":false,"width":400,"height":300},"config":{"responsive":true,"displaylogo":false,"showSendToCloud":false}}""",
            figure.ToJson());
    }

    [Fact]
    public void WhatIsNotFiniteBecomesAGap() =>
        Assert.Equal("[1,null,null,null]", JsonNode.Parse(Line("a", 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity).ToJson())!["data"]![0]!["y"]!.ToJsonString());

    [Fact]
    public void NumbersReadBackToTheSameBits() => Gen.Double.Where(double.IsFinite).Array[1, 5].Sample(values =>
        JsonNode.Parse(Line("a", values).ToJson())!["data"]![0]!["y"]!.AsArray().Select(v => (double)v!).SequenceEqual(values));

    [Fact]
    public void ATextCannotEndItsScriptOrItsAttribute()
    {
        const string Nasty = "</script><b a='\"'>\u2028\u2029&λ";
        var figure = Line(Nasty, 1, 2, 3);
        Assert.Equal(Nasty, (string)JsonNode.Parse(figure.ToJson())!["data"]![0]!["name"]!);
        Assert.DoesNotContain('<', figure.ToJson());
        Assert.DoesNotContain('\u2028', figure.ToJson());
        Assert.Contains("λ", figure.ToJson());
        Assert.Equal(2, figure.ToHtml().Split("</script>").Length);
        Assert.DoesNotContain("<b a=", figure.ToHtml());
    }

    [Fact]
    public void TheCultureDoesNotMatter()
    {
        var plain = Line("a", 1.5, 2, 3).ToHtml();
        var before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(plain, Line("a", 1.5, 2, 3).ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TheHtmlIsTheSameEachTimeAndAnotherForAnotherFigure()
    {
        Assert.Equal(Line("a", 1, 2, 3).ToHtml(), Line("a", 1, 2, 3).ToHtml());
        static string Hash(Figure figure) => figure.ToHtml().Split("data-figure=\"")[1][..16];
        Assert.NotEqual(Hash(Line("a", 1, 2, 3)), Hash(Line("a", 1, 2, 4)));
        Assert.Contains("role=\"img\" aria-label=\"Line a\"", Line("a", 1, 2, 3).ToHtml());
    }

    [Fact]
    public void ATraceGivenToAFigureIsCopied()
    {
        var trace = Trace.Scatter([1], [2], "lines", "before");
        var figure = new Figure().Add(trace);
        trace.Set("name", "after");
        Assert.Contains("before", figure.ToJson());
    }

    [Fact]
    public void NullTakesAnAttributeAway() => Assert.Equal("""{"type":"scatter"}""", new Trace("scatter").Set("name", "a").Set("name", null).Json.ToJsonString());

    [Fact]
    public void JsonIsSavedWholeAndAWrongEndingIsRefused()
    {
        using var folder = new Scratch();
        var figure = Line("a", 1, 2, 3);
        figure.Save(folder["f.json"]);
        Assert.Equal(figure.ToJson(), File.ReadAllText(folder["f.json"]));
        Assert.Equal($"A figure's file must end in .png, .svg, .pdf, .html or .json; found '.bmp' in {folder["f.bmp"]}.", Assert.Throws<PmlException>(() => figure.Save(folder["f.bmp"])).Message);
        Assert.Equal([folder["f.json"]], Directory.GetFiles(Path.GetDirectoryName(folder["f.json"])!));
    }

    [Fact]
    public void ASizeForOneFileLeavesTheFigureAsItIs()
    {
        using var folder = new Scratch();
        var figure = Line("a", 1, 2, 3);
        figure.Save(folder["f.json"], width: 300, height: 200, scale: 1);
        var saved = JsonNode.Parse(File.ReadAllText(folder["f.json"]))!;
        Assert.Equal((300, 200, 1), ((int)saved["layout"]!["width"]!, (int)saved["layout"]!["height"]!, (int)saved["config"]!["toImageButtonOptions"]!["scale"]!));
        Assert.Equal((760, 520, 2), (figure.Width, figure.Height, figure.PixelRatio));
        Assert.Contains("Width", Assert.Throws<PmlException>(() => figure.Save(folder["f.png"], width: 0)).Message);
    }

    [SkippableFact]
    public void EveryEndingWritesItsKindOfFileAndNothingThatLoadsFromANetwork()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var folder = new Scratch();
        foreach (var (ending, start) in new[] { ("png", "\x89PNG"), ("svg", "<svg"), ("pdf", "%PDF-"), ("html", "<!DOCTYPE html>"), ("JSON", "{\"data\":") })
        {
            Line("a", 1, 2, 3).Save(folder["f." + ending]);
            var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder["f." + ending]));
            Assert.StartsWith(start, text);
            Assert.Empty(System.Text.RegularExpressions.Regex.Matches(text, """(src|href|srcset)\s*=\s*["']?\s*(https?:)?//|url\(["']?https?:|/URI \(""", System.Text.RegularExpressions.RegexOptions.IgnoreCase));
        }

        Assert.Equal(5, Directory.GetFiles(Path.GetDirectoryName(folder["f.png"])!).Length);
    }

    [SkippableFact]
    public void APageDrawsTheSameFigureTwiceFromAFileWithoutANetwork()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var folder = new Scratch();
        File.WriteAllText(folder["page.html"], $"<html><body>{Line().ToHtml()}{Line().ToHtml()}{PlotlyScript.Html()}</body></html>");
        var drawn = OpenedPage.Of(folder["page.html"], "document.querySelectorAll('.pml-figure .main-svg').length >= 4", "[document.querySelectorAll('.pml-figure.js-plotly-plot[data-drawn]').length, document.querySelectorAll('[data-title=\"Download plot as a PNG\"]').length, document.querySelectorAll('[data-title^=Share]').length].join()");
        Assert.Equal("2,2,0", drawn);
    }

    [SkippableFact]
    public void AFullDiskKeepsTheEarlierFile()
    {
        using var disk = new SmallDisk(kilobytes: 64);
        var path = Path.Combine(disk.Folder, "f.json");
        Line("small", 1, 2, 3).Save(path);
        var before = File.ReadAllText(path);
        Assert.Contains("Cannot write", Assert.Throws<PmlException>(() => Line(new string('x', 100_000), 1, 2, 3).Save(path)).Message);
        Assert.Equal(before, File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(disk.Folder));
    }

    [Fact]
    public void RefusesAValueWithoutACounterpartAndASizeOutOfRange()
    {
        Assert.Contains("DateTime", Assert.Throws<PmlException>(() => new Trace("scatter").Set("x", DateTime.UnixEpoch)).Message);
        Assert.Contains("Width", Assert.Throws<PmlException>(() => new Figure { Width = 0 }).Message);
    }

    [Theory]
    [InlineData("sbyte")]
    [InlineData("ulong")]
    public void WholeNumbersOfEveryKindAreWritten(string kind)
    {
        object value = kind == "sbyte" ? (sbyte)-3 : 18446744073709551615;
        Assert.Equal(JsonValueKind.Number, JsonNode.Parse(new Figure().Layout("a", value).ToJson())!["layout"]!["a"]!.GetValueKind());
    }
}
