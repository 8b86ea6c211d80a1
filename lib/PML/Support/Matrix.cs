namespace PML.Support;

/// <summary>The few products of small matrices that methods need.</summary>
internal static class Matrix
{
    internal static double[,] Product(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
            for (var j = 0; j < b.GetLength(1); j++)
                for (var k = 0; k < a.GetLength(1); k++)
                    product[i, j] += a[i, k] * b[k, j];
        return product;
    }

    internal static double Dot(double[,] a, double[,] b)
    {
        double sum = 0;
        for (var i = 0; i < a.GetLength(0); i++)
            for (var j = 0; j < a.GetLength(1); j++)
                sum += a[i, j] * b[i, j];
        return sum;
    }
}
