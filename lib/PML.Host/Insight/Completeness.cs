namespace PML.Host.Insight;

/// <summary>Whether a cell can be run as it stands, by Jupyter's names.</summary>
internal enum Completeness
{
    /// <summary>It can.</summary>
    Complete,

    /// <summary>More has to follow.</summary>
    Incomplete,

    /// <summary>It cannot, whatever follows.</summary>
    Invalid,
}
