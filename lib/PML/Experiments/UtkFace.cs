using PML.Data;
using PML.Metrics;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>The UTKFace experiment: age (a regression), gender and ethnicity of a face; a ResNet-18 with a linear decoder a task.</summary>
/// <remarks>
/// Source: the paper, Section 5.2, Fig. 5b, Appendix G, Table 6; settings in Appendix B. The points of a front are [age.huber, gender.accuracy, ethnicity.accuracy]; ages have mean 0 and
/// variance 1. The paper names no hypervolume here: this one's is that of (1 - age.huber, gender.accuracy, ethnicity.accuracy) from (0, 0, 0), the first cut off below 0, near
/// which a network is that says the mean age of everybody.
/// </remarks>
public sealed record UtkFace : Experiment
{
    private const int EvaluatedAtOnce = 128;

    /// <summary>With the settings of <see cref="Paper"/>.</summary>
    public UtkFace() => Epochs = 100;

    /// <summary>As the paper's text: 80 % of the images to train on, 20 % to test on; the last eighth of the former stands in for a validation split, which the text does not name.</summary>
    public static UtkFace Paper { get; } = new();

    /// <summary>As the released code: 70 % train, 10 % validation, 20 % test.</summary>
    public static UtkFace Code { get; } = new() { Protocol = "code" };

    /// <summary>
    /// The same with generated faces and a small network, to be trained in minutes on a CPU: 2,048 faces, a ResNet-18 of an eighth of the width, 10 epochs with batches of 64. Its
    /// numbers say nothing of UTKFace's.
    /// </summary>
    public static UtkFace StandIn { get; } = new() { Set = FacesData.Synthetic, Protocol = "small", Width = 8, Epochs = 10, BatchSize = 64 };

    /// <summary>PML as in Table 6, without balancing: one weighting a batch, no multi-forward training.</summary>
    public static PmlOptions Pml { get; } = new() { Window = 1 };

    /// <summary>PML with gradient balancing as in Table 6 and Fig. 5b, no multi-forward training.</summary>
    public static PmlOptions PmlBalanced { get; } = Pml with { Name = "PML-gb", GradientBalancing = GradientBalancing.UnitNorm };

    /// <summary>PML as the released code has it: W = 3, lambda = 1, p = 2 and its forms of balancing, penalty and learning rate.</summary>
    public static PmlOptions PmlAsReleased { get; } = PmlOptions.AsReleased with { Name = "PML-gb (released)", Window = 3, Lambda = 1, Concentration = 2 };

    /// <inheritdoc/>
    public override string Name => "utkface";

    /// <summary>Which faces: "utkface", from the user's own copy, or "synth-faces", a generated stand-in.</summary>
    public string Set { get; init => field = Check.OneOf(value, [FacesData.UtkFace, FacesData.Synthetic]); } = FacesData.UtkFace;

    /// <summary>How the set is parted, "paper" or "code"; of generated faces how many, "tiny", "small" or "full", and perhaps a seed: "small-seed1".</summary>
    public string Protocol { get; init; } = "paper";

    /// <summary>Channels of the network's first stage; 64 is the ResNet-18.</summary>
    public int Width { get; init => field = Check.AtLeast(value, 1); } = 64;

    /// <inheritdoc/>
    public override UtkFace At(string scale) => (UtkFace)base.At(scale);

    /// <inheritdoc/>
    /// <remarks>The tiny generated set, a narrow network and at most 2 epochs.</remarks>
    protected override UtkFace Smoke() =>
        this with { Scale = "smoke", Set = FacesData.Synthetic, Protocol = "tiny", Width = Math.Min(Width, 4), Epochs = Math.Min(Epochs, 2), BatchSize = Math.Min(BatchSize, 64) };

    /// <inheritdoc/>
    protected override Network NewNetwork() => new ResNet18([1, 2, 5], Width);

    /// <inheritdoc/>
    protected override IReadOnlyList<ITaskLoss> Losses() => [new Huber(), new CrossEntropy(), new CrossEntropy()];

    /// <inheritdoc/>
    protected override DataRecord FindData(CancellationToken cancellationToken) => FacesData.Find(Set, Protocol, cancellationToken);

    /// <inheritdoc/>
    protected override Splits LoadData(CancellationToken cancellationToken) => FacesData.Load(Set, Protocol, Devices.Default, cancellationToken);

    /// <inheritdoc/>
    protected override Measurement Measure(FrontModel model, Splits data) =>
        new FrontMeasurement([new HuberMeter("age"), new AccuracyMeter("gender"), new AccuracyMeter("ethnicity")], EvaluatedAtOnce, point => [Math.Max(0, 1 - point[0]), point[1], point[2]]).Measure(model, data);
}
