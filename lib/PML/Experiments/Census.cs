using System.Text.RegularExpressions;
using PML.Data;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>The Census experiment: whether a person is at least 40, and whether they went to college, from 468 features; a perceptron with two decoders.</summary>
/// <remarks>Source: the paper, Section 5.1, Fig. 4 right, Table 4 right half; settings in Appendix B. The paper names two best settings of PML:
/// W = 3 and lambda = 10 in Section 5.1's text for Fig. 4, W = 2 and lambda = 5 in Table 3's caption and in the released code.</remarks>
public sealed record Census : Experiment
{
    /// <summary>As the paper's text, on the real rows that are at hand: one hidden layer of 256, batches of 256, Adam, 10 epochs.</summary>
    /// <remarks>The paper cites Kohavi (1996), the smaller Adult set; its code reads Census-Income (KDD), which alone gives 468 features.</remarks>
    public static Census Paper { get; } = new();

    /// <summary>As the released code; on these settings text and code agree. Its own rows are those of the protocol "official", which needs both published files.</summary>
    public static Census Code { get; } = new();

    /// <inheritdoc/>
    public override string Name => "census";

    /// <summary>Which rows: "kdd-test-only" (the published test file, split in three), "official" (both published files, as the released code) or
    /// "generated" (a stand-in, for trying things out). "-corrected" behind it counts a Masters degree as college, which the code misspells; then may
    /// follow a seed of the split, e.g. "official-corrected-seed1".</summary>
    public string Protocol
    {
        get;
        init => field = Regex.IsMatch(value, "^(kdd-test-only|official|generated)(-corrected)?(-seed[0-9]{1,9})?$") ? value
            : throw new PmlException($"Protocol must be kdd-test-only, official or generated, then -corrected or nothing, then a seed such as -seed1 or nothing; found '{value}'.");
    } = "kdd-test-only";

    /// <inheritdoc/>
    public override Census At(string scale) => (Census)base.At(scale);

    /// <inheritdoc/>
    /// <remarks>The generated table and at most 3 epochs.</remarks>
    protected override Census Smoke() => this with { Scale = "smoke", Protocol = "generated", Epochs = Math.Min(Epochs, 3), BatchSize = Math.Min(BatchSize, 64) };

    /// <inheritdoc/>
    protected override Network NewNetwork() => new Mlp(CensusData.Features, 256, [2, 2]);

    /// <inheritdoc/>
    protected override IReadOnlyList<ITaskLoss> Losses() => [new CrossEntropy(), new CrossEntropy()];

    /// <inheritdoc/>
    protected override DataRecord FindData(CancellationToken cancellationToken) => PreparedSplits.Find(Name, Protocol, cancellationToken);

    /// <inheritdoc/>
    protected override Splits LoadData(CancellationToken cancellationToken) => CensusData.Load(Protocol, Devices.Default, cancellationToken);

    /// <inheritdoc/>
    protected override Measurement Measure(FrontModel model, Splits data) => AccuracyFront.Measure(model, data);
}
