namespace PML.ParetoManifold;

/// <summary>Which orders of the losses the multi-forward penalty charges for.</summary>
public enum PenaltyOrder
{
    /// <summary>The wrong ones: a larger weight on a task with a larger loss of it. What the paper's prose and Fig. 3 ask for.</summary>
    Wrong,

    /// <summary>As Eq. 3 is printed and the released code computes it, which charges for the desired order.</summary>
    AsPrinted,
}
