namespace PML.Support;

/// <summary>The few operations on small matrices that methods need.</summary>
internal static class Matrix
{
    internal static double[,] Of(int rows, int columns, Func<int, int, double> entry)
    {
        var matrix = new double[rows, columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                matrix[i, j] = entry(i, j);
        return matrix;
    }

    internal static double[,] Product(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
            for (var k = 0; k < a.GetLength(1); k++)
                // Where runs train side by side most weights are 0.
                for (var j = 0; a[i, k] != 0 && j < b.GetLength(1); j++)
                    product[i, j] += a[i, k] * b[k, j];
        return product;
    }

    internal static double[,] Sum(double[,] a, double[,] b) => Of(a.GetLength(0), a.GetLength(1), (i, j) => a[i, j] + b[i, j]);

    internal static double Dot(double[,] a, double[,] b)
    {
        double sum = 0;
        for (var i = 0; i < a.GetLength(0); i++)
            for (var j = 0; j < a.GetLength(1); j++)
                sum += a[i, j] * b[i, j];
        return sum;
    }
}
