namespace PML.ParetoManifold;

/// <summary>How each task's gradient is scaled before the weighting.</summary>
public enum GradientBalancing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Unit l2 norm, on the shared weights alone (the paper, Section 4.2).</summary>
    UnitNorm,

    /// <summary>As the released code: divided by (norm + 0.001) measured over the members' shared weights, decoders scaled too.</summary>
    AsReleased,
}
