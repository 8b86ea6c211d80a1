using PML.Metrics;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>How alike an ensemble's members are while they are trained.</summary>
/// <remarks>Source: the paper, Fig. 25 (b) and (d).</remarks>
internal static class MemberCosines
{
    /// <summary>The cosine similarity of each pair of members, (1, 2), (1, 3), ..., (2, 3), ...; none for a single network.</summary>
    internal static double[] Of(ILearner learner)
    {
        var members = (int)learner.Theta.shape[0];
        if (members < 2) return [];
        var cosines = CosineSimilarity.Matrix(Tensors.ToArray(learner.Theta), members);
        return [.. Pairs(members).Select(pair => cosines[pair.First, pair.Second])];
    }

    /// <summary>The history of a training as curves by name: "cosine.1-2", one number at the start and after each epoch.</summary>
    internal static Dictionary<string, IReadOnlyList<double>> Curves(ILearner learner, IReadOnlyList<double[]> history) =>
        Pairs((int)learner.Theta.shape[0]).Select((pair, place) => (pair, place)).ToDictionary(
            at => $"cosine.{at.pair.First + 1}-{at.pair.Second + 1}",
            IReadOnlyList<double> (at) => [.. history.Select(epoch => epoch[at.place])]);

    private static IEnumerable<(int First, int Second)> Pairs(int members) =>
        Enumerable.Range(0, members).SelectMany(first => Enumerable.Range(first + 1, members - first - 1), (first, second) => (first, second));
}
