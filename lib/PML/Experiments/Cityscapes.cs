using PML.Data;
using PML.Metrics;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>The Cityscapes experiment: the class and the inverse depth of each pixel of a street scene; a SegNet with a small head a task.</summary>
/// <remarks>
/// Source: the paper, Section 5.3, Table 1; settings in Appendix B. The points of a front are [segmentation.miou, segmentation.pixacc, depth.abs, depth.rel]. The paper names no hypervolume
/// here: this one's is that of (segmentation.miou, 1 - depth.abs / 0.1) from (0, 0), the second cut off below 0; inverse depth has a mean near 0.15, and a network that knows nothing
/// has an error near 0.1.
/// </remarks>
public sealed record Cityscapes : Experiment
{
    private const int Classes = 7;
    private const double WorthlessError = 0.1;

    /// <summary>With the settings of <see cref="Paper"/>.</summary>
    public Cityscapes()
    {
        (Epochs, BatchSize, LearningRate) = (100, 8, 1e-4);
        (Milestones, MilestoneFactor) = ([75], 0.5);
    }

    /// <summary>As the paper's text and the work it follows: 2,975 images to train on, the 500 official validation images for everything else.</summary>
    public static Cityscapes Paper { get; } = new();

    /// <summary>As the released code: 475 of the training images to validate on, and depth errors as means over batches.</summary>
    public static Cityscapes Code { get; } = new() { Protocol = "code", DepthAverage = DepthAverage.Batches };

    /// <summary>
    /// The same with generated streets and a small network, to be trained in minutes on a CPU: 160 scenes of 64 x 128 pixels, a SegNet of an eighth of the width, 20 epochs, the learning
    /// rate ten times the paper's. Its numbers say nothing of Cityscapes'.
    /// </summary>
    public static Cityscapes StandIn { get; } = new() { Set = StreetsData.Synthetic, Protocol = "small", Width = 8, Epochs = 20, LearningRate = 1e-3, Milestones = [15] };

    /// <summary>PML as the paper has it: gradient balancing, W = 3, lambda = 1, p = 5.</summary>
    public static PmlOptions Pml { get; } = new() { Window = 3, Lambda = 1, Concentration = 5, GradientBalancing = GradientBalancing.UnitNorm };

    /// <summary>PML as the released code has it: p = 7 and its forms of balancing, penalty and learning rate.</summary>
    public static PmlOptions PmlAsReleased { get; } = PmlOptions.AsReleased with { Name = "PML (released)", Window = 3, Lambda = 1, Concentration = 7 };

    /// <inheritdoc/>
    public override string Name => "cityscapes";

    /// <summary>Which streets: "cityscapes", from the user's own copy, or "synth-streets", a generated stand-in.</summary>
    public string Set { get; init => field = Check.OneOf(value, [StreetsData.Cityscapes, StreetsData.Synthetic]); } = StreetsData.Cityscapes;

    /// <summary>How the set is parted, "paper" or "code"; of generated streets how many and how large, "tiny", "small" or "full". A seed may follow: "code-seed1".</summary>
    public string Protocol { get; init; } = "paper";

    /// <summary>Whether training images are cropped, enlarged and mirrored at random, as in the released code; the paper does not say.</summary>
    public bool Augment { get; init; } = true;

    /// <summary>Over what the depth errors are averaged.</summary>
    public DepthAverage DepthAverage { get; init; }

    /// <summary>Channels of the network's first stage; 64 is the SegNet.</summary>
    public int Width { get; init => field = Check.AtLeast(value, 1); } = 64;

    /// <inheritdoc/>
    public override Cityscapes At(string scale) => (Cityscapes)base.At(scale);

    /// <inheritdoc/>
    /// <remarks>The tiny generated set, a narrow network and at most 2 epochs.</remarks>
    protected override Cityscapes Smoke() =>
        this with { Scale = "smoke", Set = StreetsData.Synthetic, Protocol = "tiny", Width = Math.Min(Width, 4), Epochs = Math.Min(Epochs, 2) };

    /// <inheritdoc/>
    protected override Network NewNetwork() => new SegNet([Classes, 1], Width);

    /// <inheritdoc/>
    protected override IReadOnlyList<ITaskLoss> Losses() => [new PixelNll(), new MaskedL1()];

    /// <inheritdoc/>
    protected override DataRecord FindData(CancellationToken cancellationToken) => StreetsData.Find(Set, Protocol, cancellationToken);

    /// <inheritdoc/>
    protected override Splits LoadData(CancellationToken cancellationToken) => StreetsData.Load(Set, Protocol, Devices.Default, Augment, cancellationToken);

    /// <inheritdoc/>
    protected override Measurement Measure(FrontModel model, Splits data) =>
        new FrontMeasurement([new SegmentationMeter("segmentation", Classes), new DepthMeter("depth", DepthAverage)], BatchSize, point => [point[0], Math.Max(0, 1 - point[2] / WorthlessError)]).Measure(model, data);
}
