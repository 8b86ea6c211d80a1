namespace PML.Experiments;

/// <summary>Why a line of a results file does not count.</summary>
public enum SetAsideKind
{
    /// <summary>It is no run record: cut short, or an entry is missing or of a wrong type.</summary>
    Malformed,

    /// <summary>It is a record of an older or newer version of the file format.</summary>
    OtherSchema,

    /// <summary>A later line has a run with the very same settings, data and seed.</summary>
    Repeated,
}
