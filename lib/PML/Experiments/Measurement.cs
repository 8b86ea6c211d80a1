namespace PML.Experiments;

/// <summary>What a trained run reaches.</summary>
/// <param name="Metrics">Numbers by name.</param>
/// <param name="Front">The metrics at each point of the evaluation grid on the test split, shape [points, metrics].</param>
/// <param name="ValidFront">The same on the validation split; empty where settings are not chosen on fronts.</param>
public sealed record Measurement(IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<double[]> Front, IReadOnlyList<double[]> ValidFront);
