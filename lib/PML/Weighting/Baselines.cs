using PML.Training;

namespace PML.Weighting;

/// <summary>The single-point methods of the kit, each with its default options.</summary>
public static class Baselines
{
    /// <summary>Those of the paper's Table 4 and Fig. 1, in its order.</summary>
    public static IReadOnlyList<IMethod> Paper { get; } =
    [
        new LinearScalarization(), new UncertaintyWeighting(), new Mgda(), new DynamicWeightAverage(), new PcGrad(), new Imtl(), new CaGrad(), new NashMtl(),
    ];

    /// <summary>Those that the paper's released code has beside them.</summary>
    public static IReadOnlyList<IMethod> Released { get; } =
        [new RandomWeighting(), new ScaleInvariant(), new GradDrop(), new AutoLambda(), new RotoGrad()];

    /// <summary>Others that readers ask for.</summary>
    public static IReadOnlyList<IMethod> Beyond { get; } =
    [
        new Imtl { Name = "IMTL-L", Kind = ImtlKind.Losses }, new Imtl { Name = "IMTL (hybrid)", Kind = ImtlKind.Hybrid },
        new GradVac(), new Famo(), new FairGrad(), new UpGrad(), new DualProj(), new AlignedMtl(), new ConFig(), new GradNorm(), new SmoothTchebycheff(),
        new SdmGrad(), new MoDo(),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IMethod> All { get; } = [.. Paper, .. Released, .. Beyond];
}
