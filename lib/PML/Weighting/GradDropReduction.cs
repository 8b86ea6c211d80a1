namespace PML.Weighting;

/// <summary>How <see cref="GradDrop"/> joins the tasks' kept gradients.</summary>
public enum GradDropReduction
{
    /// <summary>Their mean over the tasks, as the paper's released code does.</summary>
    Mean,

    /// <summary>Their sum, as the method's own paper writes it.</summary>
    Sum,
}
