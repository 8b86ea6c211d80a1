using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Sweeps;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Sweeps;

public sealed class RunWordsTests
{
    public static TheoryData<RunRequest> Runs =>
    [
        new RunRequest(MultiMnist.Paper, new PmlOptions(), 0),
        new RunRequest(MultiMnist.Code.At("smoke") with { Epochs = 7, LearningRate = 0.1 + 0.2 }, new PmlOptions { Window = 5, Lambda = 1e-7, Concentrations = new Numbers([0.5, 2]) }, 3),
        new RunRequest(MultiMnist.Paper with { Protocol = "paper-seed1" }, new SingleTask { Task = 1 }, -4),
        .. MethodCatalogue.All.Select(method => new RunRequest(MultiMnist.Code, method, 1)),
    ];

    [Theory]
    [MemberData(nameof(Runs))]
    public void AnotherProcessMakesTheSameRunOfThem(RunRequest request)
    {
        var words = RunWords.Of(request);
        Assert.Equal(request, RunRequest.Of(request.Experiment.Name, words.Preset, request.Experiment.Scale, words.Method, request.Seed, words.Settings));
    }

    [Fact]
    public void OnlyWhatDiffersIsSaid() => Assert.Equal(
        ["multimnist", "--preset", "code", "--scale", "full", "--method", "PML", "--seed", "2", "-p", "epochs=3", "-p", "method.window=2"],
        Arguments(new RunRequest(MultiMnist.Code with { Epochs = 3 }, new PmlOptions { Window = 2 }, 2)));

    [Fact]
    public void AMethodOfOnesOwnCannotGoToAnotherProcess()
    {
        foreach (var method in (IMethod[])[new PmlOptions { Name = "mine" }, new LinearScalarization { Name = "mine" }])
            Assert.Contains("cannot be named to another process", Assert.Throws<PmlException>(() => RunWords.Of(new RunRequest(MultiMnist.Paper, method, 0))).Message);
    }

    private static IReadOnlyList<string> Arguments(RunRequest request) => RunWords.Of(request).Arguments(request);
}
