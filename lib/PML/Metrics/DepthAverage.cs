namespace PML.Metrics;

/// <summary>How the errors of a split's pixels become one number.</summary>
public enum DepthAverage
{
    /// <summary>Every measured pixel of the split counts the same, however the split is cut into batches.</summary>
    Pixels,

    /// <summary>As the released code: the mean over batches of each batch's mean over its measured pixels. It depends on the batch size.</summary>
    Batches,
}
