using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>What methods do with the gradients of each task: scalar products, and a weighted sum.</summary>
internal static class TaskGradients
{
    /// <summary>The Gram matrix of the tasks' gradients by the shared weights, for each of W networks.</summary>
    /// <param name="gradients">T tensors of shape [W, N].</param>
    /// <param name="sharedCount">S.</param>
    /// <returns>W matrices of shape [T, T].</returns>
    /// <remarks>T (T + 1) / 2 products on the device and one transfer; the gradients are not copied into one T x N tensor.</remarks>
    internal static double[][,] Gram(IReadOnlyList<Tensor> gradients, long sharedCount)
    {
        var grams = Products(gradients, gradients, sharedCount, (i, j) => j <= i);
        foreach (var gram in grams)
            for (var i = 0; i < gradients.Count; i++)
                for (var j = 0; j < i; j++)
                    gram[j, i] = gram[i, j];
        return grams;
    }

    /// <summary>The products of the tasks' gradients on one batch with those on another, by the shared weights, for each of W networks.</summary>
    /// <param name="gradients">T tensors g_i of shape [W, N].</param>
    /// <param name="others">T tensors h_j of shape [W, N].</param>
    /// <param name="sharedCount">S.</param>
    /// <returns>W matrices g_i' h_j of shape [T, T]; not symmetric.</returns>
    internal static double[][,] Cross(IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> others, long sharedCount) =>
        Products(gradients, others, sharedCount, (_, _) => true);

    // All that are wanted cross from the device at once; the rest stay 0.
    private static double[][,] Products(IReadOnlyList<Tensor> rows, IReadOnlyList<Tensor> columns, long sharedCount, Func<int, int, bool> wanted)
    {
        var networks = rows[0].shape[0];
        Tensor[] left = [.. rows.Select(Shared)], right = ReferenceEquals(rows, columns) ? left : [.. columns.Select(Shared)];
        (int I, int J)[] pairs = [.. from i in Enumerable.Range(0, left.Length) from j in Enumerable.Range(0, right.Length) where wanted(i, j) select (i, j)];
        var products = stack([.. pairs.Select(p => networks == 1 ? left[p.I].dot(right[p.J]) : left[p.I].mul(right[p.J]).sum(1))], 0);
        var numbers = Tensors.ToArray2D(products.view(pairs.Length, networks));

        var matrices = new double[networks][,];
        for (var n = 0; n < networks; n++)
        {
            matrices[n] = new double[left.Length, right.Length];
            for (var at = 0; at < pairs.Length; at++) matrices[n][pairs[at].I, pairs[at].J] = numbers[at, n];
        }

        return matrices;

        Tensor Shared(Tensor gradient) => networks == 1 ? gradient.select(0, 0).narrow(0, 0, sharedCount) : gradient.narrow(1, 0, sharedCount);
    }

    /// <summary>The sum of the task gradients, each multiplied by its coefficients.</summary>
    /// <param name="gradients">T tensors of shape [W, N].</param>
    /// <param name="shared">Coefficients of the first S weights, shape [W, T].</param>
    /// <param name="own">Coefficients of the rest, shape [W, T].</param>
    /// <param name="sharedCount">S.</param>
    /// <returns>Shape [W, N].</returns>
    internal static Tensor Sum(IReadOnlyList<Tensor> gradients, double[,] shared, double[,] own, long sharedCount)
    {
        var total = zeros_like(gradients[0]);
        Add(0, sharedCount, shared);
        Add(sharedCount, total.shape[1] - sharedCount, own);
        return total;

        void Add(long start, long count, double[,] coefficients)
        {
            if (count == 0) return;
            var target = total.narrow(1, start, count);
            var columns = coefficients.GetLength(0) == 1 ? null : Tensors.ToTensor(coefficients, total);
            for (var t = 0; t < gradients.Count; t++)
            {
                var part = gradients[t].narrow(1, start, count);
                if (columns is null) target.add_(part, coefficients[0, t]);
                else target.addcmul_(part, columns.narrow(1, t, 1), 1);
            }
        }
    }

    /// <summary>Shortens, in place, what each network's shared weights get to a greatest l2 norm.</summary>
    /// <param name="gradient">Shape [W, N].</param>
    /// <param name="limits">The greatest norm of each network, shape [W]; 0 for none.</param>
    /// <param name="sharedCount">S.</param>
    internal static void Clip(Tensor gradient, double[] limits, long sharedCount)
    {
        var shared = gradient.narrow(1, 0, sharedCount);
        var factors = Tensors.ToArray2D(shared.norm(1, true, 2));
        for (var n = 0; n < limits.Length; n++)
            factors[n, 0] = limits[n] > 0 && factors[n, 0] > limits[n] ? limits[n] / factors[n, 0] : 1;
        shared.mul_(Tensors.ToTensor(factors, gradient));
    }
}
