using PML.Objectives;

namespace PML.Weighting;

/// <summary>A single-point method: the coefficients of the task losses at each step of one network.</summary>
public interface IWeighting
{
    /// <summary>The coefficients for this step.</summary>
    /// <param name="evaluation">Losses of one network, W = 1.</param>
    /// <param name="tasks">T.</param>
    /// <returns>Shape [T].</returns>
    double[] Coefficients(IEvaluation evaluation, int tasks);
}
