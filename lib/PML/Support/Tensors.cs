using TorchSharp;
using static TorchSharp.torch;

namespace PML.Support;

/// <summary>The rim between numbers on the host and tensors.</summary>
public static class Tensors
{
    /// <summary>A matrix read back from the device.</summary>
    /// <param name="matrix">Shape [rows, columns], any floating type.</param>
    /// <returns>The same numbers, as doubles.</returns>
    public static double[,] ToArray2D(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        var flat = matrix.detach().to(float64).cpu().contiguous().data<double>().ToArray();
        var result = new double[matrix.shape[0], matrix.shape[1]];
        Buffer.BlockCopy(flat, 0, result, 0, flat.Length * sizeof(double));
        return result;
    }

    /// <summary>A vector read back from the device.</summary>
    /// <param name="vector">Any shape and floating type.</param>
    /// <returns>The same numbers in row-major order, as floats.</returns>
    public static float[] ToArray(Tensor vector)
    {
        using var scope = NewDisposeScope();
        return vector.detach().to(float32).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>A matrix sent to the device.</summary>
    /// <param name="matrix">Shape [rows, columns].</param>
    /// <param name="like">A tensor whose type and device the new one takes.</param>
    /// <returns>A tensor of shape [rows, columns]; the caller's.</returns>
    public static Tensor ToTensor(double[,] matrix, Tensor like)
    {
        var flat = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, matrix.Length * sizeof(double));
        using var scope = NewDisposeScope();
        return tensor(flat, [matrix.GetLength(0), matrix.GetLength(1)], like.dtype, like.device).MoveToOuterDisposeScope();
    }
}
