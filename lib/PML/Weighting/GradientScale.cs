namespace PML.Weighting;

/// <summary>What each task's gradient is divided by before a method looks at it.</summary>
public enum GradientScale
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its own norm: tasks differ in direction alone.</summary>
    Norm,

    /// <summary>The task's loss.</summary>
    Loss,

    /// <summary>The loss times the norm.</summary>
    LossAndNorm,
}
