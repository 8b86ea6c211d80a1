namespace PML.Weighting;

/// <summary>What a weighting method looks at.</summary>
[Flags]
public enum WeightingNeeds
{
    /// <summary>Nothing: one backward pass, and no number is read back from the device.</summary>
    None = 0,

    /// <summary>The losses: one backward pass.</summary>
    Losses = 1,

    /// <summary>The Gram matrix of the tasks' gradients by the shared weights: T backward passes.</summary>
    Gram = 2,

    /// <summary>The losses of the same batch after the step: one more forward pass.</summary>
    LossesAfter = 4,

    /// <summary>
    /// The products of the tasks' gradients on two batches: one more forward and T more backward passes. Where there is no other batch, the second
    /// is the batch itself, which costs nothing more than the Gram matrix.
    /// </summary>
    CrossGram = 8,
}
