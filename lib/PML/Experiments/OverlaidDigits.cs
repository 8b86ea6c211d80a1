using System.Text.RegularExpressions;
using PML.Data;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>What the experiments with overlaid digits share: a digit a task, a LeNet with a decoder each, cross-entropy, accuracy.</summary>
/// <remarks>Source: the paper, Appendix B.</remarks>
public abstract record OverlaidDigits : Experiment
{
    /// <summary>How the images are made: "paper", "code", or "tiny" (generated stand-in digits, for trying things out). "paper-seed1" is another draw of the images.</summary>
    public string Protocol
    {
        get;
        init => field = Regex.IsMatch(value, "^(tiny|(paper|code)(-seed[0-9]{1,9})?)$") ? value
            : throw new PmlException($"Protocol must be paper, code or tiny, or one of the first two with a seed such as paper-seed1; found '{value}'.");
    } = "paper";

    /// <summary>T, how many digits an image has.</summary>
    protected abstract int Digits { get; }

    /// <inheritdoc/>
    /// <remarks>The tiny set and at most 3 epochs.</remarks>
    protected override Experiment Smoke() => this with { Scale = "smoke", Protocol = "tiny", Epochs = Math.Min(Epochs, 3), BatchSize = Math.Min(BatchSize, 64) };

    /// <inheritdoc/>
    protected override Network NewNetwork() => new LeNet(Digits);

    /// <inheritdoc/>
    protected override IReadOnlyList<ITaskLoss> Losses() => [.. Enumerable.Range(0, Digits).Select(_ => new CrossEntropy())];

    /// <inheritdoc/>
    protected override DataRecord FindData(CancellationToken cancellationToken) => PreparedSplits.Find(Name, Protocol, cancellationToken);

    /// <inheritdoc/>
    protected override Splits LoadData(CancellationToken cancellationToken) => PreparedSplits.Load(Name, Protocol, Devices.Default, cancellationToken);

    /// <inheritdoc/>
    protected override Measurement Measure(FrontModel model, Splits data) => AccuracyFront.Measure(model, data);
}
