using CsCheck;
using PML.ParetoManifold;

namespace PML.Tests.ParetoManifold;

public sealed class MultiForwardGraphTests
{
    // Fig. 16's kind: two nodes share their weight on the first task.
    private static readonly double[,] Weights = { { 0.6, 0.2, 0.2 }, { 0.2, 0.5, 0.3 }, { 0.2, 0.1, 0.7 }, { 0.9, 0.05, 0.05 } };

    [Fact]
    public void EdgesJoinNeighboursInTheOrderButNotEqualWeights()
    {
        Assert.Equal([1, 2, 0, 3], MultiForwardGraph.Order(Weights, 0));
        Assert.Equal([(2, 0), (0, 3)], MultiForwardGraph.Edges(Weights, 0));
        Assert.Equal([(3, 2), (2, 0), (0, 1)], MultiForwardGraph.Edges(Weights, 1));
        Assert.Equal([(0, 3), (1, 0), (1, 3), (2, 0), (2, 3)], MultiForwardGraph.FullEdges(Weights, 0));
    }

    [Fact]
    public void AWindowOfDistinctWeightsHasAPathInACompleteGraph() => Gen.Double[0, 1].Array[1, 8].Where(a => a.Distinct().Count() == a.Length).Sample(a =>
    {
        var weights = new double[a.Length, 1];
        for (var w = 0; w < a.Length; w++) weights[w, 0] = a[w];
        var (edges, full) = (MultiForwardGraph.Edges(weights, 0), MultiForwardGraph.FullEdges(weights, 0));
        Assert.Equal(a.Length - 1, edges.Count);
        Assert.Equal(a.Length * (a.Length - 1) / 2, full.Count);
        Assert.Subset(full.ToHashSet(), edges.ToHashSet());
        Assert.Equal(edges.Count, edges.Select(edge => edge.From).Distinct().Count());
    });

    // Rises below 1e-12 are left out: the penalty's exponentials of them are 1.
    [Fact]
    public void ThePenaltyChargesForExactlyTheEdgesThatTheLossRisesAlong() => Gen.Double[0, 1].Array[6].Select(Gen.Double[0, 1].Array[6])
        .Where(v => v.Item1.Distinct().Count() == 6 && !v.Item2.Any(a => v.Item2.Any(b => b > a && b - a < 1e-12))).Sample((alpha, loss) =>
    {
        var (weights, losses) = (new double[6, 1], new double[6, 1]);
        for (var w = 0; w < 6; w++) (weights[w, 0], losses[w, 0]) = (alpha[w], loss[w]);
        var violated = MultiForwardGraph.Edges(weights, 0).Any(edge => loss[edge.To] > loss[edge.From]);
        Assert.Equal(violated, MultiForwardPenalty.Of(weights, losses, PenaltyOrder.Wrong).Value > 0);
    });
}
