using System.Text.Json.Nodes;
using PML.Training;

namespace PML.Tests.Results;

/// <summary>Run records with plain numbers for tests of files, figures and tables.</summary>
internal static class Records
{
    internal static RunRecord Of(string method, long seed, IReadOnlyList<double[]>? front = null, double seconds = 60, params (string Name, double Value)[] metrics) => new()
    {
        Experiment = "multimnist",
        Method = method,
        Seed = seed,
        Scale = "full",
        Config = new JsonObject { ["epochs"] = 10, ["learningRate"] = 1e-3 },
        Data = new("multimnist", "paper", "0123abcd"),
        Engine = "TorchSharp 0.107.0",
        Device = "cpu",
        Commit = "0123456789ab",
        Command = "pml run notebooks/02-multimnist.ipynb",
        Seconds = seconds,
        Front = front ?? [],
        Metrics = metrics.ToDictionary(m => m.Name, m => m.Value),
    };

    /// <summary>Two seeds of a method with a front, two seeds of a baseline, one of another, and single-task learning.</summary>
    internal static RunRecord[] Front(string method) =>
    [
        Of(method, 0, [[0.96, 0.93], [0.955, 0.942], [0.957, 0.94], [0.94, 0.95]], 300, ("task1.accuracy", 0.96), ("task2.accuracy", 0.95)),
        Of(method, 1, [[0.965, 0.925], [0.96, 0.935], [0.95, 0.945], [0.935, 0.94]], 310, ("task1.accuracy", 0.965), ("task2.accuracy", 0.945)),
    ];

    internal static RunRecord[] Baselines() =>
    [
        Of("LS", 0, [[0.95, 0.94]], 100, ("task1.accuracy", 0.95), ("task2.accuracy", 0.94)),
        Of("LS", 1, [[0.952, 0.936]], 104, ("task1.accuracy", 0.952), ("task2.accuracy", 0.936)),
        Of("UW", 0, [[0.951, 0.938]], 101, ("task1.accuracy", 0.951), ("task2.accuracy", 0.938)),
    ];

    internal static RunRecord[] SingleTask() =>
    [
        Of("STL task 1", 0, null, 50, ("task1.accuracy", 0.961)),
        Of("STL task 2", 0, null, 52, ("task2.accuracy", 0.946)),
        Of("STL task 1", 1, null, 51, ("task1.accuracy", 0.963)),
        Of("STL task 2", 1, null, 49, ("task2.accuracy", 0.948)),
    ];
}
