using PML.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>Members that share a base and differ from it by matrices of low rank: theta_t = base + c B_t A_t, layer by layer.</summary>
/// <remarks>
/// What is trained: the base [N], then for each matrix the T factors A_t [q, columns] and B_t [rows, q]. A convolution of k x k kernels is
/// taken as a matrix of (outputs k) x (inputs k) with q = k times the rank, whose entries in order are the kernels'. Vectors (biases, the scale and shift of batch
/// normalisation) have no factors. Factors are kept divided by <paramref name="pace"/>: Adam's steps have one length for all numbers, and so the factors go
/// <paramref name="pace"/> times as fast as the base.
/// </remarks>
/// <param name="network">What the weights are for.</param>
/// <param name="tasks">T.</param>
/// <param name="rank">Of a linear layer's matrices.</param>
/// <param name="scale">c.</param>
/// <param name="pace">How many times as fast as the base the factors go under Adam.</param>
internal sealed class LowRankMembers(Network network, int tasks, int rank, double scale, double pace) : MemberModel
{
    private readonly double _scale = scale * pace * pace;
    private readonly Slice[] _slices = Slices(network, tasks, rank);

    internal override long TrainedCount => _slices[^1].End;

    /// <summary>N: how many of the trained numbers are the base.</summary>
    internal long BaseCount => network.ParameterCount;

    /// <summary>Places of the parameters that have factors, within the N weights.</summary>
    internal IEnumerable<(long Start, long Count)> Matrices => _slices.Where(slice => slice.Rank > 0).Select(slice => (slice.Offset, slice.Count));

    // As for a linear layer of PyTorch: A uniform in +-1/sqrt(columns), B zero, so that all members start as the base.
    internal override float[] Initialize(Random random)
    {
        var first = new float[TrainedCount];
        network.Initialize(random).CopyTo(first, 0);
        foreach (var slice in _slices)
            for (var i = slice.First; i < slice.First + slice.CountOfA; i++)
                first[i] = (float)((2 * random.NextDouble() - 1) / Math.Sqrt(slice.Columns) / pace);
        return first;
    }

    internal override Tensor Members(Tensor trained) => trained.narrow(1, 0, BaseCount).add(Products(trained));

    /// <summary>c B_t A_t of each task, zeros where there are no factors.</summary>
    /// <param name="trained">Shape [1, M].</param>
    /// <returns>Shape [T, N].</returns>
    internal Tensor Products(Tensor trained) => cat([.. _slices.Select(slice => slice.Rank == 0
        ? zeros([tasks, slice.Count], trained.dtype, trained.device)
        : B(slice, trained).bmm(A(slice, trained)).mul(_scale).view(tasks, slice.Count))], 1);

    internal override Tensor PullBack(Tensor trained, Tensor gradient) =>
        cat([gradient.sum([0]).unsqueeze(0), PullBackProducts(trained, gradient)], 1);

    /// <summary>The chain rule through <see cref="Products"/>: dA_t = c B_t' G_t, dB_t = c G_t A_t'.</summary>
    /// <param name="trained">Shape [1, M].</param>
    /// <param name="gradient">G, shape [T, N].</param>
    /// <returns>By the factors alone, shape [1, M - N].</returns>
    internal Tensor PullBackProducts(Tensor trained, Tensor gradient)
    {
        var parts = new List<Tensor>();
        foreach (var slice in _slices.Where(slice => slice.Rank > 0))
        {
            var g = gradient.narrow(1, slice.Offset, slice.Count).reshape(tasks, slice.Rows, slice.Columns).mul(_scale);
            parts.Add(B(slice, trained).transpose(1, 2).bmm(g).view(1, slice.CountOfA));
            parts.Add(g.bmm(A(slice, trained).transpose(1, 2)).view(1, slice.CountOfB));
        }

        return cat(parts, 1);
    }

    private Tensor A(Slice slice, Tensor trained) => trained.narrow(1, slice.First, slice.CountOfA).view(tasks, slice.Rank, slice.Columns);

    private Tensor B(Slice slice, Tensor trained) => trained.narrow(1, slice.First + slice.CountOfA, slice.CountOfB).view(tasks, slice.Rows, slice.Rank);

    private static Slice[] Slices(Network network, int tasks, int rank)
    {
        long offset = 0, first = network.ParameterCount;
        var slices = new List<Slice>();
        foreach (var parameter in network.Parameters)
        {
            // [outputs, inputs] or [outputs, inputs, k, k]
            var (shape, kernel) = (parameter.Shape, parameter.Shape.Length == 4 ? parameter.Shape[3] : 1);
            var slice = shape.Length < 2
                ? new Slice(offset, parameter.Count, 0, 0, 0, first, 0, 0)
                : new Slice(offset, parameter.Count, shape[0] * kernel, shape[1] * kernel, rank * kernel, first, tasks * rank * kernel * shape[1] * kernel, tasks * rank * kernel * shape[0] * kernel);
            slices.Add(slice);
            (offset, first) = (offset + slice.Count, slice.End);
        }

        return [.. slices];
    }

    // A parameter's place among the weights, the shape of its matrix, and where its factors are among what is trained.
    private readonly record struct Slice(long Offset, long Count, long Rows, long Columns, long Rank, long First, long CountOfA, long CountOfB)
    {
        internal long End => First + CountOfA + CountOfB;
    }
}
