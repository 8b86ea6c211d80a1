namespace PML.Training;

/// <summary>Which data a run was trained on.</summary>
/// <param name="Name">The set, e.g. "multimnist".</param>
/// <param name="Protocol">How it was made, e.g. "paper" or "code".</param>
/// <param name="Sha256">Hash of the prepared arrays' manifest, lower-case hexadecimal.</param>
public sealed record DataRecord(string Name, string Protocol, string Sha256)
{
    /// <summary>
    /// Whether the set, "synth-faces" or "synth-streets", was generated in place of one that may not be passed on. Numbers from it say nothing
    /// of the real set's: figures, tables and records of such runs say so.
    /// </summary>
    public bool IsStandIn => Name.StartsWith("synth-", StringComparison.Ordinal);
}
