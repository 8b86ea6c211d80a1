using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PML.Data;
using PML.Experiments;
using PML.Figures;
using PML.Metrics;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Objectives;
using PML.Tests.Results;
using PML.Tests.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Figures;

public sealed class FrontExplorerTests : IDisposable
{
    private readonly Scratch _folder = new();
    private readonly TaskData _images = SyntheticData.Images(60, CPU);
    private readonly Ensemble _ensemble = GradientTests.NewEnsemble(new LeNet(), 2, new Random(5));

    public void Dispose()
    {
        _images.Dispose();
        _ensemble.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ItsNumbersAreThoseOfTheMeasuredFront()
    {
        var front = FrontEvaluation.Accuracies(_ensemble, _images, Simplex.Lattice(2, 20));
        var data = Data(FrontExplorer.Of(_ensemble, _images, new() { Divisions = 20 }));
        Assert.Equal(Simplex.Lattice(2, 20).Select(alpha => $"[{string.Join(",", alpha.Select(Show))}]"), data["alphas"]!.AsArray().Select(alpha => alpha!.ToJsonString()));
        for (var t = 0; t < 2; t++)
            Assert.Equal(front.Select(point => Math.Round(100 * point[t], 2)), data["metrics"]![t]!["values"]!.AsArray().Select(value => Math.Round((double)value!, 2)));
        Assert.Equal(("Task 1, accuracy", " %", 0, true), ((string)data["metrics"]![0]!["title"]!, (string)data["metrics"]![0]!["suffix"]!, (int)data["metrics"]![0]!["task"]!, (bool)data["metrics"]![0]!["maximize"]!));
    }

    [Fact]
    public void ItsProbabilitiesAreThoseOfTheNetworks()
    {
        var task = Data(FrontExplorer.Of(_ensemble, _images, new() { Places = [3, 14, 15] }))["tasks"]![1]!;
        var bytes = Convert.FromBase64String((string)task["probabilities"]!);
        var shares = Enumerable.Range(0, bytes.Length / 2).Select(i => BitConverter.ToUInt16(bytes, 2 * i) / 65535.0).ToArray();
        Assert.Equal(11 * 3 * 10, shares.Length);
        using var scope = NewDisposeScope();
        using var network = _ensemble.At(0.3, 0.7);
        var expected = Tensors.ToArray(network.Forward(_images.At([3L, 14, 15]).X)[1].softmax(1));
        for (var i = 0; i < 30; i++) Assert.Equal(expected[i], shares[7 * 30 + i], 1e-4);
        Assert.Equal(Tensors.ToArray(_images.Y[1].index_select(0, tensor(new long[] { 3, 14, 15 }))).Select(label => (int)label), task["truth"]!.AsArray().Select(label => (int)label!));
    }

    [Fact]
    public void ReadersWithoutScriptsSeeTheMiddleTheFrontAndATable()
    {
        var html = FrontExplorer.Of(_ensemble, _images).ToHtml();
        var shown = html[..html.IndexOf("<script", StringComparison.Ordinal)];
        Assert.Contains("<code class=\"pml-x-code\">_ensemble.At(0.5, 0.5)</code>", shown);
        // The drawing is an image: those who clean HTML of scripts take drawings out, and leave their texts.
        Assert.DoesNotContain("<svg", shown);
        var drawing = XDocument.Parse(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(Regex.Match(shown, "alt=\"Task 2, accuracy against Task 1, accuracy, at 11 weightings\" src=\"data:image/svg\\+xml;base64,([^\"]+)\"").Groups[1].Value)));
        Assert.Equal(11, drawing.Descendants().Count(e => (string?)e.Attribute("class") == "pml-x-point"));
        Assert.Equal(11, Regex.Count(shown, "<tr><td>[01]"));
        Assert.Equal(16, Regex.Count(shown, "<img class=\"pml-x-picture\" alt=\"Sample [0-9]+\" src=\"data:image/png;base64,"));
        Assert.Equal(32, Regex.Count(shown, "<span class=\"pml-x-text\">[0-9], [0-9]+ % (✓|✗ true: [0-9])</span>"));
        Assert.Equal(3, Regex.Count(shown, "<(?:div|button)[^>]* hidden>|<input") );
        Assert.DoesNotContain("http", shown);
    }

    [Fact]
    public void TheCopiedLineNamesTheUsersOwnVariableOnOneLine()
    {
        FrontModel[] fronts = [_ensemble];
        Assert.Equal("fronts [0]", (string)Data(FrontExplorer.Of(fronts
            [0], _images))["model"]!);
        using var run = new Run(RunOf(_ensemble), GradientTests.NewEnsemble(new LeNet(), 2, new Random(5)));
        Assert.Equal("run.Model", (string)Data(FrontExplorer.Of(run, _images))["model"]!);
    }

    [Fact]
    public void ARunsExplorerHasTheRecordsFrontAndSaysWhoseItIs()
    {
        using var run = new Run(RunOf(_ensemble), GradientTests.NewEnsemble(new LeNet(), 2, new Random(5)));
        var explorer = FrontExplorer.Of(run, _images, new() { Axes = [new("<Upper> digit"), new("Lower digit, error", "", 1, Direction.Minimize)] });
        var html = explorer.ToHtml();
        Assert.Equal("[50,50.1,50.2,50.3,50.4,50.5,50.6,50.7,50.8,50.9,51]", Data(explorer)["metrics"]![0]!["values"]!.ToJsonString());
        Assert.Contains("PML, seed 4", html);
        Assert.Contains("&lt;Upper&gt; digit", html);
        Assert.DoesNotContain("<Upper>", html);
        Assert.Contains("Lower digit, error (lower is better)", html);
        Assert.Contains("At α = (0.5, 0.5): <Upper> digit 50.50 %", explorer.Alt);
    }

    [Fact]
    public void NumbersMapsAndNamesOfClassesAreShown()
    {
        using var scope = NewDisposeScope();
        using var faces = new TaskData(rand([5, 3, 32, 32], float32), [rand([5], float32), tensor(new long[] { 0, 1, 0, 1, 1 })]);
        using var people = NewEnsemble(new ResNet18([1, 2], 2, 32));
        var html = FrontExplorer.Of(people, faces, new() { Meters = [new HuberMeter("age"), new AccuracyMeter("sex")], Classes = [null, ["male", "fem\"ale"]] }).ToHtml();
        Assert.Matches("<span class=\"pml-x-text\">-?[0-9.]+ \\(true: 0\\.[0-9]{2}\\)</span>", html);
        Assert.Matches("<span class=\"pml-x-text\">(male|fem&quot;ale), [0-9]+ %", html);
        Assert.Contains("Age, huber (lower is better)", html);

        using var streets = new TaskData(rand([3, 3, 64, 96], float32), [rand([3, 64, 96], float32).mul(7).to(int64), rand([3, 1, 64, 96], float32)]);
        using var scenes = NewEnsemble(new SegNet(width: 2));
        html = FrontExplorer.Of(scenes, streets, new() { Meters = [new SegmentationMeter("segmentation", 7), new DepthMeter("depth")], SamplesAtOnce = 2 }).ToHtml();
        Assert.Equal(3 * 2, Regex.Count(html, "<img class=\"pml-x-map\" data-task=\"[01]\" data-sample=\"[0-2]\" alt=\"(Segmentation|Depth), predicted\""));
    }

    [Fact]
    public void ItLeavesNoTensorBehindAndIsTheSameTwice()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var html = FrontExplorer.Of(_ensemble, _images).ToHtml();
        Assert.Equal(html, FrontExplorer.Of(_ensemble, _images).ToHtml());
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void ANotebookShowsIt()
    {
        var explorer = FrontExplorer.Of(_ensemble, _images, new() { Samples = 2 });
        Assert.Equal(["text/html"], Convention.Preferred(explorer));
        Assert.Equal(explorer.ToHtml(), Convention.Show(explorer, "text/html"));
        Assert.Equal(explorer.Alt, Convention.Show(explorer, "text/plain"));
        Assert.Equal(1, Regex.Count(explorer.ToHtml(), "data-self-contained"));
        Assert.Equal(1, Regex.Count(explorer.ToHtml(), "</?script", RegexOptions.IgnoreCase) / 2);
        Assert.Contains("must end in .html; found '.png'", Assert.Throws<PmlException>(() => explorer.Save("front.png")).Message);
    }

    [Fact]
    public void SixteenSamplesOfThreeTasksAt66WeightingsStaySmall()
    {
        using var scope = NewDisposeScope();
        // Noise packs worst.
        using var data = new TaskData(rand([20, 3, 36, 36], float32), [.. Enumerable.Range(0, 3).Select(_ => rand([20], float32).mul(10).to(int64))]);
        using var ensemble = new Ensemble(new ResNet18([10, 10, 10], 2, 36), rand([3, new ResNet18([10, 10, 10], 2, 36).ParameterCount], float32).mul(0.1));
        Assert.InRange(FrontExplorer.Of(ensemble, data).ToHtml().Length, 100_000, 400_000);
    }

    [Fact]
    public void MistakesAreSentences()
    {
        string Error(Func<FrontExplorer> make) => Assert.Throws<PmlException>(make).Message;
        using var four = GradientTests.NewEnsemble(new LeNet(4), 4, new Random(5));
        using var alone = GradientTests.NewEnsemble(new LeNet(), 1, new Random(5));
        Assert.Contains("two or three members, one for each task; found 4 members and 4 tasks", Error(() => FrontExplorer.Of(four, _images)));
        Assert.Contains("A method that trains one network has no front", Error(() => FrontExplorer.Of(alone, _images)));
        Assert.Contains("Axes must be one for each of the 2 metrics; found 1", Error(() => FrontExplorer.Of(_ensemble, _images, new() { Axes = [new("one")] })));
        Assert.Contains("Places must lie in [0, 59]", Error(() => FrontExplorer.Of(_ensemble, _images, new() { Places = [60] })));
        Assert.Contains("at most 16", Error(() => FrontExplorer.Of(_ensemble, _images, new() { Places = [.. Enumerable.Range(0, 17).Select(i => (long)i)] })));
        Assert.Contains("Task 2 has 10 classes and needs a name for each; found 2", Error(() => FrontExplorer.Of(_ensemble, _images, new() { Classes = [null, ["a", "b"]] })));
        Assert.Contains("Divisions must be 4, 5, 10, 20 or 25", Assert.Throws<PmlException>(() => new FrontExplorerOptions { Divisions = 7 }).Message);
        using var run = new Run(Records.Of("PML", 0, [[0.1, 0.2]], 60, ("task1.accuracy", 1), ("task2.accuracy", 1), ("valid.task1.accuracy", 1), ("valid.task2.accuracy", 1)), GradientTests.NewEnsemble(new LeNet(), 2, new Random(5)));
        Assert.Contains("needs a front of 11 points with 2 metrics; multimnist, PML, seed 0 has 1 with 2", Error(() => FrontExplorer.Of(run, _images)));
    }

    internal static JsonNode Data(FrontExplorer explorer)
    {
        var html = explorer.ToHtml();
        var start = html.IndexOf("var data = ", StringComparison.Ordinal) + 11;
        return JsonNode.Parse(html[start..html.IndexOf(";\n", start, StringComparison.Ordinal)])!;
    }

    private static RunRecord RunOf(Ensemble _) => Records.Of("PML", 4, [.. Enumerable.Range(0, 11).Select(i => (double[])[0.5 + 0.001 * i, 0.9 - 0.01 * i])], 60,
        ("hypervolume", 1), ("task1.accuracy", 1), ("task2.accuracy", 1), ("rays.hypervolume", 1), ("valid.hypervolume", 1), ("valid.task1.accuracy", 1), ("valid.task2.accuracy", 1), ("parameters", 9));

    private static Ensemble NewEnsemble(Network network)
    {
        using var fresh = GradientTests.NewEnsemble(network, 2, new Random(5));
        return new Ensemble(network, fresh.Theta.clone(), network.NewStatistics(CPU));
    }

    private static string Show(double weight) => weight.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
