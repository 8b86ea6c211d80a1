using PML.Support;

namespace PML.ParetoManifold;

/// <summary>The density of Dir(p), which weightings are drawn from; see <see cref="Simplex.Dirichlet"/>.</summary>
/// <remarks>Source: the paper, Section 4.2, "The role of sampling", and Fig. 24.</remarks>
public static class DirichletDensity
{
    // Lanczos's coefficients for g = 5 and six terms, as C. Lanczos, "A precision approximation of the gamma function", 1964, derives them: exact to 2e-10.
    private static readonly double[] Lanczos = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5];

    /// <summary>The natural logarithm of the density, by the first m - 1 weights.</summary>
    /// <param name="concentration">p, shape [m], each above 0.</param>
    /// <param name="alpha">A weighting, shape [m].</param>
    /// <returns>The logarithm; infinite on an edge where its p is not 1.</returns>
    /// <exception cref="PmlException">An entry of p is not above 0, or alpha is no weighting of m members.</exception>
    public static double Log(IReadOnlyList<double> concentration, double[] alpha)
    {
        foreach (var p in concentration) Check.Positive(p, nameof(concentration));
        Simplex.OnSimplex(alpha, concentration.Count);
        var log = LogGamma(concentration.Sum());
        for (var k = 0; k < alpha.Length; k++)
            // 0 times the logarithm of 0 is 0 here: where p is 1 the weight does not count.
            log += (concentration[k] == 1 ? 0 : (concentration[k] - 1) * Math.Log(alpha[k])) - LogGamma(concentration[k]);
        return log;
    }

    /// <summary>The logarithm of the gamma function, for x above 0.</summary>
    internal static double LogGamma(double x)
    {
        var shifted = x + 5.5;
        var sum = 1.000000000190015;
        for (var i = 0; i < Lanczos.Length; i++) sum += Lanczos[i] / (x + 1 + i);
        return (x + 0.5) * Math.Log(shifted) - shifted + Math.Log(2.5066282746310005 * sum / x);
    }
}
