using TorchSharp;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>How far members are from orthogonal: the sum over layers, and over ordered pairs of members, of their squared cosine.</summary>
/// <remarks>The same as |P P' - I|^2 for the matrix P of a layer's members, each flattened and of length 1. A member of zero has no direction and counts nothing.</remarks>
internal static class Orthogonality
{
    private const double Least = 1e-12;

    /// <summary>The sum.</summary>
    /// <param name="members">Shape [T, N].</param>
    /// <param name="layers">Each layer's place within the N weights.</param>
    /// <returns>At least 0.</returns>
    internal static double Of(Tensor members, IEnumerable<(long Start, long Count)> layers)
    {
        using var scope = NewDisposeScope();
        return layers.Sum(layer => Cosines(Directions(members.narrow(1, layer.Start, layer.Count)).Units).square().sum().to(float64).item<double>());
    }

    /// <summary>Its gradient.</summary>
    /// <param name="members">Shape [T, N].</param>
    /// <param name="layers">Each layer's place within the N weights.</param>
    /// <returns>Shape [T, N]; zeros outside the layers.</returns>
    internal static Tensor Gradient(Tensor members, IEnumerable<(long Start, long Count)> layers)
    {
        var gradient = zeros_like(members);
        foreach (var (start, count) in layers)
        {
            var (units, lengths) = Directions(members.narrow(1, start, count));
            var slope = Cosines(units).matmul(units).mul(4); // by the units; what lies along a unit changes no cosine
            gradient.narrow(1, start, count).copy_(slope.sub(units.mul(slope.mul(units).sum(1).unsqueeze(1))).div(lengths));
        }

        return gradient;
    }

    private static (Tensor Units, Tensor Lengths) Directions(Tensor members)
    {
        var lengths = members.norm(1, true, 2).add(Least);
        return (members.div(lengths), lengths);
    }

    // Between different members.
    private static Tensor Cosines(Tensor units)
    {
        var products = units.matmul(units.transpose(0, 1));
        for (long t = 0; t < products.shape[0]; t++) products.select(0, t).select(0, t).zero_();
        return products;
    }
}
