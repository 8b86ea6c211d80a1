using System.Text.RegularExpressions;
using PML.Host.Notebooks;
using PML.Host.Reports;

namespace PML.Tests.Host;

/// <summary>The exported page holds everything that it shows.</summary>
public sealed class HtmlReportTests : IDisposable
{
    private const string Figure = "class Fig { public string ToHtml() => \"\"; }\n\"{\\\"data\\\":[{\\\"y\\\":[1,2],\\\"name\\\":\\\"</script><b>\\\"}]}\".DisplayAs(\"application/vnd.plotly.v1+json\");";
    private readonly NotebookFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prose_code_outputs_and_errors_are_there_and_safe()
    {
        string html = await Report("# Title & co\n\n| a | b |\n|---|---|\n| 1 | 2 |", "// note\nvar s = \"<tag>\"; s", "Console.Error.WriteLine(\"<warning>\");", "throw new FormatException(\"<bad>\");");
        Assert.Contains("<title>Title &amp; co</title>", html);
        Assert.Contains("<td>1</td>", html);
        Assert.Contains("<span class=\"c\">// note</span>", html);
        Assert.Contains("<span class=\"k\">var</span> s = <span class=\"s\">&quot;&lt;tag&gt;&quot;</span>; s", html);
        Assert.Contains("<pre>&lt;tag&gt;</pre>", html);
        Assert.Contains("<pre class=\"stream stderr\">&lt;warning&gt;\n</pre>", html);
        Assert.Contains("<b>FormatException</b>: &lt;bad&gt;", html);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Nothing_is_fetched_from_outside()
    {
        _folder.Write("front.png", "picture");
        string html = await Report("# T\n\n![ours](front.png) ![theirs](https://example.org/x.png) [link](https://example.org)", "HTML(\"<b>x</b>\")");
        Assert.Empty(Regex.Matches(html, """(src|srcset|data)\s*=\s*["']?\s*(https?:)?//""", RegexOptions.IgnoreCase));
        Assert.Empty(Regex.Matches(html, """<link\b|@import|url\(""", RegexOptions.IgnoreCase));
        Assert.Contains("src=\"data:image/png;base64,cGljdHVyZQ==\"", html);
        Assert.Contains("<a href=\"https://example.org\">link</a>", html);
    }

    [SkippableFact]
    public async Task Plotly_is_in_the_page_once_however_many_figures_there_are()
    {
        Skip.IfNot(PlotlyIsThere(), "plotly.min.js is not there; lib/pml setup fetches it.");
        string html = await Report(Figure, Figure.Replace("class Fig", "class Fig2"));
        Assert.Single(Regex.Matches(html, "if \\(!window.Plotly &&"));
        Assert.Equal(2, Regex.Count(html, "class=\"figure\" id=\"figure-\\d\""));
        Assert.Contains("\\u003C/script\\u003E\\u003Cb\\u003E", html);
        Assert.DoesNotContain("</script><b>", html);
    }

    [Fact]
    public async Task A_page_without_figures_carries_no_plotly()
    {
        string html = await Report("1");
        Assert.DoesNotContain("!window.Plotly &&", html);
        Assert.InRange(html.Length, 1000, 30_000);
    }

    [Fact]
    public async Task Headings_make_a_table_of_contents_whose_links_lead_somewhere()
    {
        string html = await Report("# Title", "# Sections\n\n## Same\n\n### `Deeper` $x$\n\n## Same\n\n## Last");
        var links = Regex.Matches(html, "<li class=\"level-\\d\"><a href=\"#([^\"]+)\">([^<]+)</a>").ToArray();
        Assert.Equal(["Same", "Deeper x", "Same", "Last"], links.Select(l => l.Groups[2].Value));
        Assert.Equal(4, links.Select(l => l.Groups[1].Value).Distinct().Count());
        Assert.All(links, l => Assert.Single(Regex.Matches(html, $" id=\"{Regex.Escape(l.Groups[1].Value)}\"")));
        Assert.DoesNotContain("Contents", await Report("# Title", "# One\n\n## Section"));
    }

    [Fact]
    public async Task Parameters_and_records_of_the_trainings_are_there()
    {
        string path = _folder.Notebook("a.ipynb", "# T", "[parameters]int epochs = 10;\nstring scale = \"full\";", "epochs");
        var (notebook, _, _) = await _folder.Run(path, default, "epochs=2");
        string html = HtmlReport.Of(notebook, new RunFacts("Done", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(65), Results.Records.Front("PML")), _warnings.Add);
        Assert.Contains("<tr class=\"changed\"><th scope=\"row\">epochs</th><td><code>2</code></td><td><code>10</code></td></tr>", html);
        Assert.Contains("<summary>Parameters: epochs = 2, scale = &quot;full&quot;</summary>", html);
        Assert.Contains("<dt>Took</dt><dd>1 min 05 s</dd>", html);
        Assert.Contains("Run records", html);
        string json = System.Net.WebUtility.HtmlDecode(Regex.Match(html, "one a line\\)</summary><pre>(.*?)</pre>", RegexOptions.Singleline).Groups[1].Value);
        Assert.Equal(Results.Records.Front("PML").Select(r => r.ToJson()), json.Split('\n'));
    }

    [SkippableFact]
    public async Task Figures_have_a_description_a_picture_for_print_and_colours_of_the_page()
    {
        Skip.IfNot(PML.Figures.ChromiumRenderer.IsAvailable(out string why), why);
        const string Plain = "\"{\\\"data\\\":[{\\\"x\\\":[1,2],\\\"y\\\":[1,2],\\\"name\\\":\\\"a\\\"}],\\\"layout\\\":{\\\"width\\\":700,\\\"xaxis\\\":{\\\"linecolor\\\":\\\"black\\\"}}}\".DisplayAs(\"application/vnd.plotly.v1+json\");";
        var (notebook, _, _) = await _folder.Run(_folder.Notebook("a.ipynb", "# T", Plain));
        NotebookPictures.Add(notebook, _warnings.Add, FigureImages.Render);
        string page = _folder.Write("a.html", HtmlReport.Of(notebook, null, _warnings.Add));
        const string Told = "[getComputedStyle(document.querySelector('.plot')).display, getComputedStyle(document.querySelector('.still')).display, document.querySelector('.plot').getAttribute('aria-label'), document.querySelector('.plot')._fullLayout.paper_bgcolor, document.documentElement.scrollWidth <= innerWidth, performance.getEntriesByType('resource').some(e => /^(https?|ws)/.test(e.name))].join(' | ')";
        string? Seen(string media, string scheme, int width) => Figures.OpenedPage.Of(page, "document.querySelector('.plot .main-svg')", Told,
            ("Emulation.setEmulatedMedia", new() { ["media"] = media, ["features"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) }),
            ("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = width < 500 }));
        Assert.Equal("block | none | Figure: a, line (2 values, x 1 to 2, y 1 to 2). | #fff | true | false", Seen("screen", "light", 1000));
        Assert.EndsWith("| rgba(21,24,30,1) | true | false", Seen("screen", "dark", 360));
        Assert.StartsWith("none | block |", Seen("print", "light", 800));
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData("var x = 1;\n#!time\n/* a */ $\"{x}\" // b")]
    [InlineData("#!html\n<b>'unclosed")]
    [InlineData("int F(\n  @\"broken")]
    [InlineData("")]
    public void Colours_change_no_character(string code)
    {
        string html = CodeColours.Html(code);
        Assert.Equal(code, System.Net.WebUtility.HtmlDecode(Regex.Replace(html, "</?span[^>]*>", "")));
    }

    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("10^{-3}", "<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>")]
    [InlineData("\\alpha_k", "<msub><mi>α</mi><mrow><mi>k</mi></mrow></msub>")]
    [InlineData("\\frac{a}{2}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac>")]
    [InlineData("\\mathcal{L}_t(\\mathbb{R}^n)", "<msub><mi>ℒ</mi><mrow><mi>t</mi></mrow></msub><mo stretchy=\"false\">(</mo><msup><mi>ℝ</mi><mrow><mi>n</mi></mrow></msup><mo stretchy=\"false\">)</mo>")]
    [InlineData("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>")]
    public void Formulas_become_MathML(string tex, string inside) => Assert.Equal($"<math><mrow>{inside}</mrow></math>", TexMath.Html(tex, display: false));

    [Fact]
    public void Limits_stand_below_and_above_in_a_displayed_formula()
    {
        Assert.Contains("<munderover><mo>∑</mo>", TexMath.Html("\\sum_{k=1}^m a_k", display: true));
        Assert.Contains("<msubsup><mo>∑</mo>", TexMath.Html("\\sum_{k=1}^m a_k", display: false));
    }

    [Theory]
    [InlineData("\\begin{matrix} a & b \\end{matrix}")]
    [InlineData("{a")]
    [InlineData("a}")]
    [InlineData("\\left( a")]
    [InlineData("\\frac{a}")]
    [InlineData("x_")]
    public void A_formula_beyond_what_is_known_stays_readable_as_it_was_written(string tex) =>
        Assert.Equal($"<code class=\"tex\">{System.Net.WebUtility.HtmlEncode(tex)}</code>", TexMath.Html(tex, display: true));

    private async Task<string> Report(params string[] cells)
    {
        var (notebook, _, _) = await _folder.Run(_folder.Notebook("a.ipynb", cells));
        return HtmlReport.Of(notebook, null, _warnings.Add);
    }

    private static bool PlotlyIsThere()
    {
        try
        {
            return PML.Figures.PlotlyScript.Find().Length > 0;
        }
        catch (PML.Support.PmlException)
        {
            return false;
        }
    }
}
