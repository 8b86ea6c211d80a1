using PML.Tests.RepoRules;
using PML.Tests.Results;
using PML.Tests.Support;

namespace PML.Tests.Host;

/// <summary><c>results</c> as people call it.</summary>
public sealed class ResultsCommandTests : IDisposable
{
    private readonly Scratch _folder = new();

    public ResultsCommandTests() => File.WriteAllLines(_folder["r.jsonl"], [.. Records.Front("PML").Concat(Records.Baselines()).Select(record => record.ToJson()), "torn {"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheTableGoesToTheOutputAndWhatWasSetAsideToTheError()
    {
        var run = await Pml("results", "r.jsonl", "--metric", "task1.accuracy", "--out", "new/t.md");
        Assert.True(run.Code == 0, run.Error);
        Assert.StartsWith("task1.accuracy, higher is better\nmethod  Runs  ", run.Output);
        Assert.Contains("\nPML        2  *0.9625 ± 0.0035  0.9600 to 0.9650  0.9600  0.9650\n", run.Output);
        Assert.StartsWith("5 runs: PML (2), LS (2), UW (1)\nSet aside, 1 line no run record: r.jsonl, line 6 (it is no whole JSON object", run.Error);
        Assert.EndsWith("Wrote new/t.md\n", run.Error);
        Assert.StartsWith("**task1.accuracy, higher is better**\n", File.ReadAllText(_folder["new", "t.md"]));
    }

    [Fact]
    public async Task RunsAreChosenAndGroupedByName()
    {
        var run = await Pml("results", "*.jsonl", "--where", "method=PML", "--where", "method=ls", "--where", "protocol=paper", "--group", "method,seed", "--metric", "seconds:higher", "--csv");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal("method,seed,metric,better,runs,mean,deviation,low,high,min,max\nLS,0,seconds,higher,1,100,,,,100,100\nLS,1,seconds,higher,1,104,,,,104,104\nPML,0,seconds,higher,1,300,,,,300,300\nPML,1,seconds,higher,1,310,,,,310,310\n", run.Output);
    }

    [Fact]
    public async Task WithoutAFileTheKitsOwnRunsAreShown()
    {
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Repository.Root, "notebooks", "results"), "*.jsonl"));
        var run = await Pml("results", "--where", "experiment=multimnist", "--where", "method=PML", "--metric", "hypervolume");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("paper, PML", run.Output);
    }

    [Theory]
    [InlineData("r.jsonl --where windows=4", 2, "no setting 'windows'; they have experiment, method")]
    [InlineData("r.jsonl --where method=Pml2", 2, "None of these runs has method = Pml2; there are LS, PML, UW.")]
    [InlineData("r.jsonl --where method", 2, "--where method: write name=value")]
    [InlineData("r.jsonl --group windows", 2, "no setting 'windows'")]
    [InlineData("r.jsonl --metric task3.accuracy", 2, "No run has a metric 'task3.accuracy'; there are task1.accuracy, task2.accuracy, seconds.")]
    [InlineData("r.jsonl --fast", 2, "There is no option --fast.")]
    [InlineData("s.jsonl", 1, "There is no results file s.jsonl")]
    [InlineData("*.json", 1, "No results file matches *.json")]
    [InlineData("torn.txt", 1, "There is nothing to sum up.")]
    [InlineData("r.jsonl --out t.xlsx", 1, "must end in .html, .md, .tex or .csv; found '.xlsx'")]
    public async Task WhatIsWrongIsSaid(string line, int code, string message)
    {
        File.WriteAllText(_folder["torn.txt"], "torn {\n");
        var run = await Pml(["results", .. line.Split(' ')]);
        Assert.Equal(code, run.Code);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    private Task<(int Code, string Output, string Error)> Pml(params string[] arguments) => PmlProcess.Run(_folder.Folder, null, arguments);
}
