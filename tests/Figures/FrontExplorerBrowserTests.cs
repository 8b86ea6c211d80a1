using System.Globalization;
using PML.Data;
using PML.Figures;
using PML.Metrics;
using PML.Networks;
using PML.ParetoManifold;
using PML.Tests.Objectives;
using PML.Tests.Support;
using static TorchSharp.torch;

namespace PML.Tests.Figures;

/// <summary>Explorers in a real browser.</summary>
public sealed class FrontExplorerBrowserTests : IDisposable
{
    private readonly Scratch _folder = new();
    private readonly TaskData _two = SyntheticData.Images(60, CPU);

    public void Dispose()
    {
        _two.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public void TheSliderMovesTheMarkTheNumbersAndTheLine()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var ensemble = GradientTests.NewEnsemble(new LeNet(), 2, new Random(5));
        var explorer = FrontExplorer.Of(ensemble, _two, new() { Samples = 3 });
        var accuracy = Values(explorer, 0);
        ExplorerPage.Use(explorer, _folder["two.html"], page =>
        {
            Assert.Equal("ensemble.At(0.5, 0.5)", page.Text("code"));
            var mark = page.Say("document.querySelector('.pml-x-mark').getAttribute('transform')");
            page.Drag("slider", (0.5, 0.5), (0.72, 0.5));
            var weight = double.Parse(page.Say("document.querySelector('.pml-x-slider').value"), CultureInfo.InvariantCulture);
            Assert.InRange(weight, 65, 80);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"ensemble.At({(100 - weight) / 100}, {weight / 100})"), page.Text("code"));
            var (left, share) = ((int)weight / 10, weight / 10 - (int)weight / 10);
            Assert.Equal(accuracy[left] + share * (accuracy[Math.Min(left + 1, 10)] - accuracy[left]), Number(page.Text("value")), 0.01);
            Assert.NotEqual(mark, page.Say("document.querySelector('.pml-x-mark').getAttribute('transform')"));

            // Keys, to the end: the second member alone.
            page.Key("ArrowRight", 40);
            Assert.Equal(("ensemble.At(0, 1)", "measured"), (page.Text("code"), page.Text("kind")));
            Assert.Equal(accuracy[10], Number(page.Text("value")), 0.005);
            Assert.Equal("as member 2 alone", page.Texts("change")[1]);
            Assert.Equal(["0.00", "1.00"], page.Texts("weight"));
            Assert.Contains($"Task 1, accuracy {page.Text("value")}", page.Say("document.querySelector('.pml-x-slider').getAttribute('aria-valuetext')"));
            page.Key("ArrowLeft", 7);
            Assert.Equal(("ensemble.At(0.07, 0.93)", "interpolated between measured weightings"), (page.Text("code"), page.Text("kind")));
        });
    }

    [SkippableFact]
    public void PredictionsAreTheStaticOnesAtTheStartAndThoseOfAMemberAtItsEnd()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var ensemble = GradientTests.NewEnsemble(new LeNet(), 2, new Random(5));
        var explorer = FrontExplorer.Of(ensemble, _two, new() { Samples = 4 });
        var html = explorer.ToHtml();
        ExplorerPage.Use(explorer, _folder["two.html"], page =>
        {
            foreach (var text in page.Texts("text")) Assert.Contains($">{text}<", html);
            page.Say("(() => { const s = document.querySelector('.pml-x-slider'); s.value = 0; s.dispatchEvent(new Event('input')); })()");
            var data = FrontExplorerTests.Data(explorer)["tasks"]!;
            for (var t = 0; t < 2; t++)
            {
                var bytes = Convert.FromBase64String((string)data[t]!["probabilities"]!);
                for (var s = 0; s < 4; s++)
                {
                    double[] shares = [.. Enumerable.Range(0, 10).Select(c => BitConverter.ToUInt16(bytes, 2 * (s * 10 + c)) / 65535.0)];
                    var best = Array.IndexOf(shares, shares.Max());
                    Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{best}, {Math.Floor(100 * shares[best] + 0.5)} %"), page.Texts("text")[2 * s + t]);
                }
            }
        });
    }

    [SkippableFact]
    public void TheButtonCopiesTheLineAndSelectsItWhereTheClipboardIsRefused()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var ensemble = GradientTests.NewEnsemble(new LeNet(), 2, new Random(5));
        ExplorerPage.Use(FrontExplorer.Of(ensemble, _two, new() { Samples = 0 }), _folder["two.html"], page =>
        {
            string Copied(string clipboard)
            {
                page.Say($"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard}, configurable: true }})");
                page.Drag("copy", (0.5, 0.5), (0.5, 0.5));
                return page.Say("new Promise(go => { const look = () => { const t = document.querySelector('.pml-x-copied').textContent; t ? go(t) : setTimeout(look, 20); }; look(); })");
            }

            page.Drag("plane", (0.5, 0.5), (0.5, 0.5));
            Assert.Equal("", page.Text("copied"));
            Assert.Equal("copied", Copied("{ writeText: text => { window.kept = text; return Promise.resolve(); } }"));
            Assert.Equal(page.Text("code"), page.Say("window.kept"));
            page.Key("Home");
            page.Say("document.querySelector('.pml-x-copied').textContent = ''; document.execCommand = () => false");
            Assert.StartsWith("selected: copy it", Copied("{ writeText: () => Promise.reject(new Error('no')) }"));
            Assert.Equal(page.Text("code"), page.Say("getSelection().toString()"));
        });
    }

    [SkippableFact]
    public void ThePointInTheTriangleIsDraggedTouchedAndMovedByKeys()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var three = new TaskData(_two.X.clone(), [_two.Y[0].clone(), _two.Y[1].clone(), _two.Y[0].clone()]);
        using var ensemble = GradientTests.NewEnsemble(new LeNet(3), 3, new Random(5));
        var explorer = FrontExplorer.Of(ensemble, three, new() { Samples = 2 });
        var accuracy = Values(explorer, 2);
        ExplorerPage.Use(explorer, _folder["three.html"], page =>
        {
            // To a corner, from outside of it: the first member alone.
            page.Drag("triangle", (0.5, 0.6), (0.02, 0.98));
            Assert.Equal("ensemble.At(1, 0, 0)", page.Text("code"));
            Assert.Equal(accuracy[0], Number(page.Texts("value")[2]), 0.005);
            page.Touch("triangle", (0.4, 0.6), (0.5, 0.02));
            Assert.Equal("ensemble.At(0, 0, 1)", page.Text("code"));
            Assert.Equal(accuracy[65], Number(page.Texts("value")[2]), 0.005);

            page.Say("document.querySelector('.pml-x-triangle').focus()");
            page.Key("1");
            page.Key("ArrowRight", 3, shift: true);
            page.Key("ArrowUp", 25);
            Assert.Equal(["0.57", "0.18", "0.25"], page.Texts("weight"));
            page.Key("ArrowDown", 5);
            page.Key("ArrowLeft", 2);
            double[] weights = [.. page.Texts("weight").Select(Number)];
            Assert.Equal([0.62, 0.18, 0.2], weights);
            // The interpolation is that of the three measured neighbours.
            var (metric, alphas) = (Values(explorer, 0), Simplex.Lattice(3, 10));
            Assert.Equal(Interpolated(alphas, metric, weights), Number(page.Text("value")), 0.011);
            Assert.Equal("20", page.Say("document.querySelector('.pml-x-triangle').getAttribute('aria-valuenow')"));
            page.Key("Home");
            Assert.Equal("measured", page.Text("kind"));
        });
    }

    [SkippableFact]
    public void NotebooksThatPutItInLaterBringItToLifeAsOftenAsItIsThere()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var ensemble = GradientTests.NewEnsemble(new LeNet(), 2, new Random(5));
        var explorer = FrontExplorer.Of(ensemble, _two, new() { Samples = 1 });
        ExplorerPage.Use(explorer, _folder["two.html"], page =>
        {
            // As notebooks' web views do: markup first, then each script again as a new element, which does not know its place.
            page.Say($$"""
                (() => {
                  const output = document.createElement('div');
                  output.innerHTML = {{System.Text.Json.JsonSerializer.Serialize(explorer.ToHtml())}};
                  document.body.append(output);
                  for (const script of output.querySelectorAll('script')) { const again = document.createElement('script'); again.textContent = script.textContent; script.replaceWith(again); }
                })()
                """);
            Assert.Equal("2", page.Say("document.querySelectorAll('.pml-x[data-alive]').length"));
            page.Drag("slider", (0.5, 0.5), (0.9, 0.5));
            var lines = page.Texts("code");
            Assert.NotEqual(lines[0], lines[1]);
            Assert.Equal("ensemble.At(0.5, 0.5)", lines[1]);
        });
    }

    [SkippableFact]
    public void ItFitsAPhoneAndFollowsTheThemeOfThePage()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        using var ensemble = GradientTests.NewEnsemble(new LeNet(), 2, new Random(5));
        ExplorerPage.Use(FrontExplorer.Of(ensemble, _two), _folder["two.html"], page =>
        {
            page.Send("Emulation.setDeviceMetricsOverride", ("width", 360), ("height", 700), ("deviceScaleFactor", 2), ("mobile", true));
            Assert.Equal("360", page.Say("document.documentElement.scrollWidth"));
            string Ink(string scheme, string body)
            {
                page.Send("Emulation.setEmulatedMedia", ("features", new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme })));
                return page.Say($"document.body.className = '{body}', getComputedStyle(document.querySelector('.pml-x')).backgroundColor");
            }

            const string Light = "rgb(255, 255, 255)", Dark = "rgb(22, 25, 31)";
            Assert.Equal((Light, Dark, Dark, Light), (Ink("light", ""), Ink("dark", ""), Ink("light", "vscode-dark"), Ink("dark", "vscode-light")));
        });
    }

    private static double[] Values(FrontExplorer explorer, int metric) => [.. FrontExplorerTests.Data(explorer)["metrics"]![metric]!["values"]!.AsArray().Select(value => (double)value!)];

    private static double Number(string text) => double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    // Over the three measured points of the cell, each a step from the others, by areas.
    private static double Interpolated(IReadOnlyList<double[]> alphas, double[] values, double[] at)
    {
        bool Near(double[] a, double[] b) => a.Zip(b, (p, q) => Math.Abs(p - q)).Max() < 0.1 + 1e-9;
        int[] near = [.. Enumerable.Range(0, alphas.Count).Where(w => Near(alphas[w], at))];
        foreach (var i in near)
            foreach (var j in near.Where(j => j > i && Near(alphas[i], alphas[j])))
                foreach (var k in near.Where(k => k > j && Near(alphas[i], alphas[k]) && Near(alphas[j], alphas[k])))
                {
                    var (p, q, r) = (alphas[i], alphas[j], alphas[k]);
                    var area = (q[0] - p[0]) * (r[1] - p[1]) - (r[0] - p[0]) * (q[1] - p[1]);
                    var u = ((at[0] - p[0]) * (r[1] - p[1]) - (r[0] - p[0]) * (at[1] - p[1])) / area;
                    var v = ((q[0] - p[0]) * (at[1] - p[1]) - (at[0] - p[0]) * (q[1] - p[1])) / area;
                    if (u >= -1e-9 && v >= -1e-9 && u + v <= 1 + 1e-9) return (1 - u - v) * values[i] + u * values[j] + v * values[k];
                }

        throw new InvalidOperationException("No cell.");
    }
}
