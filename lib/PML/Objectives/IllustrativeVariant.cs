namespace PML.Objectives;

/// <summary>Which form of the illustrative example's second loss.</summary>
public enum IllustrativeVariant
{
    /// <summary>As the paper prints it: f2 holds - tanh(-theta2).</summary>
    Paper,

    /// <summary>As the released toy problems of Yu et al., Liu et al. and Navon et al.: f2 holds + tanh(-theta2).</summary>
    AsReleased,
}
