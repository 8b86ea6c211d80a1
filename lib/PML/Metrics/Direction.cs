namespace PML.Metrics;

/// <summary>Which way a metric is better.</summary>
public enum Direction
{
    /// <summary>Higher is better, e.g. accuracy.</summary>
    Maximize,

    /// <summary>Lower is better, e.g. a loss or an error.</summary>
    Minimize,
}
