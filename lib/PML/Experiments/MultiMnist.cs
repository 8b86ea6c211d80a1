using System.Text.RegularExpressions;
using PML.Data;
using PML.FrontLearning;
using PML.Metrics;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>The MultiMNIST experiment: two overlaid digits, a LeNet with a decoder each.</summary>
/// <remarks>Source: the paper, Section 5.1, Fig. 4 left, Table 4 left half; settings in Appendix B.</remarks>
public sealed record MultiMnist : Experiment
{
    /// <summary>As the paper's text: 60,000/10,000/10,000 images, the second digit bottom-right.</summary>
    public static MultiMnist Paper { get; } = new();

    /// <summary>As the released code: 50,000/10,000/10,000 images, the second digit two pixels from the corner.</summary>
    public static MultiMnist Code { get; } = new() { Protocol = "code" };

    /// <inheritdoc/>
    public override string Name => "multimnist";

    /// <summary>How the images are made: "paper", "code", or "tiny" (generated stand-in digits, for trying things out). "paper-seed1" is another draw of the images.</summary>
    public string Protocol
    {
        get;
        init => field = Regex.IsMatch(value, "^(tiny|(paper|code)(-seed[0-9]{1,9})?)$") ? value
            : throw new PmlException($"Protocol must be paper, code or tiny, or one of the first two with a seed such as paper-seed1; found '{value}'.");
    } = "paper";

    /// <inheritdoc/>
    public override MultiMnist At(string scale) => (MultiMnist)base.At(scale);

    /// <inheritdoc/>
    /// <remarks>The tiny set and at most 3 epochs.</remarks>
    protected override MultiMnist Smoke() => this with { Scale = "smoke", Protocol = "tiny", Epochs = Math.Min(Epochs, 3), BatchSize = Math.Min(BatchSize, 64) };

    /// <inheritdoc/>
    protected override Network NewNetwork() => new LeNet();

    /// <inheritdoc/>
    protected override IReadOnlyList<ITaskLoss> Losses() => [new CrossEntropy(), new CrossEntropy()];

    /// <inheritdoc/>
    protected override DataRecord FindData(CancellationToken cancellationToken) => MultiMnistData.Find(Protocol, cancellationToken);

    /// <inheritdoc/>
    protected override Splits LoadData(CancellationToken cancellationToken) => MultiMnistData.Load(Protocol, Devices.Default, cancellationToken);

    /// <inheritdoc/>
    protected override Measurement Measure(FrontModel model, Splits data)
    {
        var grid = Simplex.EvaluationGrid(model.Members);
        var front = FrontEvaluation.Accuracies(model, data.Test, grid);
        var valid = FrontEvaluation.Accuracies(model, data.Valid, grid);
        var metrics = new Dictionary<string, double>
        {
            ["hypervolume"] = Hypervolume.Of(front, [0, 0], Direction.Maximize),
            ["task1.accuracy"] = front.Max(point => point[0]),
            ["task2.accuracy"] = front.Max(point => point[1]),
            ["valid.hypervolume"] = Hypervolume.Of(valid, [0, 0], Direction.Maximize),
        };
        if (model.Members > 1) metrics["rays.hypervolume"] = Hypervolume.Of(FrontEvaluation.Accuracies(model, data.Test, Rays.OfTheAuthors(model.Members)), [0, 0], Direction.Maximize);
        return new(metrics, front, valid);
    }
}
