namespace PML.ParetoManifold;

/// <summary>The learning rate of the members, against the experiment's.</summary>
public enum LearningRateRule
{
    /// <summary>m times it: the paper's Section 5, to make up for the gradients' factor of 1/m in expectation.</summary>
    Scaled,

    /// <summary>The same.</summary>
    Plain,
}
