using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PML.Tests.RepoRules;
using PML.Tests.Support;

namespace PML.Tests.Notebooks;

/// <summary>Every notebook of the kit runs at smoke scale, as a user starts it, on generated data.</summary>
public class SmokeTests
{
    private static readonly string Host = Path.Combine(Repository.Root, "lib", "bin", "PML.Host.dll");

    // A column of the table in which a notebook gives its answer, where that is not the hypervolume.
    private static readonly Dictionary<string, string> Promised = new()
    {
        ["01-illustrative-example.ipynb"] = "EndsOnTheFront",
        ["10-loss-valleys.ipynb"] = "LowestLoss",
    };

    public static TheoryData<string> Notebooks() => [.. Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)!).Order()];

    [SkippableTheory]
    [MemberData(nameof(Notebooks))]
    public void ItRunsAndShowsWhatItPromises(string name)
    {
        Skip.IfNot(File.Exists(Host), "lib/bin is not built; `lib/pml setup` builds what notebooks load.");
        using var scratch = new Scratch();
        var start = new ProcessStartInfo("dotnet", [Host, "run", Path.Combine(Repository.Root, "notebooks", name), "--scale", "smoke", "--out", scratch["out.ipynb"], "--html", scratch["out.html"]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PML_DATA"] = scratch["data"];
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);

        var cells = JsonNode.Parse(File.ReadAllText(scratch["out.ipynb"]))!["cells"]!.AsArray();
        var outputs = cells.Where(cell => (string?)cell!["cell_type"] == "code").SelectMany(cell => cell!["outputs"]!.AsArray()).ToArray();
        Assert.DoesNotContain(outputs, o => (string?)o!["output_type"] == "error");
        Assert.Contains(outputs, o => o!["data"]?["text/html"]?.ToJsonString().Contains(Promised.GetValueOrDefault(name, "Hypervolume")) == true);
        var page = File.ReadAllText(scratch["out.html"]);
        Assert.Contains("<figure class=\"figure\"", page);
        Assert.Single(Regex.Matches(page, "// plotly.js, packed"));
        Assert.Empty(Regex.Matches(page, "(alt|aria-label)=\"\"|<(img|script|link|iframe)[^>]{0,200} (src|href)=\"(https?:)?//"));
        Assert.InRange(page.Length, 1_000_000, 8_000_000);
    }
}
