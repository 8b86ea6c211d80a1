namespace PML.ParetoManifold;

/// <summary>How each task's loss is scaled before the weighting.</summary>
public enum LossBalancing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>
    /// Divided by the mean size of its last values (the paper, Section 4.2), once that many were seen; each of the W forwards counts as one.
    /// Differs from the paper for losses below 0, which its formula would climb: their magnitude counts.
    /// </summary>
    RunningMean,

    /// <summary>As the released code: times 1 - mean / sum of all tasks' means, from the moment that more than the history's length is seen.</summary>
    AsReleased,
}
