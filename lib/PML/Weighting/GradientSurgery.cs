using PML.Support;

namespace PML.Weighting;

/// <summary>What PCGrad and GradVac share: each task's gradient is changed against every other one, in random order, and the results are added.</summary>
internal static class GradientSurgery
{
    /// <summary>The sum of the changed gradients.</summary>
    /// <param name="tasks">T.</param>
    /// <param name="random">Where the orders come from.</param>
    /// <param name="change">Changes the combination of the gradients that task i's has become (it begins as the gradient itself) against task j's.</param>
    /// <returns>The weights of the original gradients in the sum, shape [T].</returns>
    internal static double[] Sum(int tasks, Random random, Action<double[], int, int> change)
    {
        var total = new double[tasks];
        for (var i = 0; i < tasks; i++)
        {
            var combination = new double[tasks];
            combination[i] = 1;
            foreach (var j in Seeds.Permutation(tasks, random))
                if (j != i) change(combination, i, (int)j);
            for (var t = 0; t < tasks; t++) total[t] += combination[t];
        }

        return total;
    }

    /// <summary>The scalar product of a combination of the gradients with one of them.</summary>
    internal static double Product(double[,] gram, double[] combination, int j)
    {
        double product = 0;
        for (var t = 0; t < combination.Length; t++) product += gram[j, t] * combination[t];
        return product;
    }
}
