using PML.Figures;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Tests.Results;
using PML.Training;

namespace PML.Tests.Figures;

/// <summary>Runs of three tasks, the third better where lower, with fronts that bend outwards.</summary>
internal static class ThreeTaskFronts
{
    internal static readonly TaskAxis[] Tasks = [new("Gender, accuracy"), new("Ethnicity, accuracy"), new("Age, Huber loss", "", 1, Direction.Minimize)];

    internal static RunRecord Run(long seed) => Records.Of("PML", seed, [.. Simplex.Lattice(3, 10).Select(a => (double[])
        [0.95 + 0.02 * Math.Sqrt(a[0]) + 0.001 * seed, 0.94 + 0.02 * Math.Sqrt(a[1]), 0.11 - 0.03 * Math.Sqrt(a[2])])]);

    internal static RunRecord Baseline(string method, long seed) => Records.Of(method, seed, [[0.957 + 0.001 * seed, 0.95, 0.095]]);
}
