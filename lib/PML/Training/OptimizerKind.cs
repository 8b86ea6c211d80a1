namespace PML.Training;

/// <summary>Which optimizer a run uses.</summary>
public enum OptimizerKind
{
    /// <summary><see cref="Training.Adam"/>, the paper's.</summary>
    Adam,

    /// <summary><see cref="Training.Sgd"/>.</summary>
    Sgd,
}
