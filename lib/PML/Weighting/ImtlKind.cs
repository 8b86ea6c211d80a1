namespace PML.Weighting;

/// <summary>Which part of impartial multi-task learning is used.</summary>
public enum ImtlKind
{
    /// <summary>IMTL-G: the combined gradient has equal projections onto all task gradients. What the paper's released code runs as "IMTL".</summary>
    Gradients,

    /// <summary>IMTL-L: losses are brought to one scale by factors that are learned with the network.</summary>
    Losses,

    /// <summary>Both: the scaled losses' gradients are combined by IMTL-G. What the source calls IMTL.</summary>
    Hybrid,
}
