namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        private static readonly Operator scatterAddInPlaceOp = new("scatter_add_");

        /// <summary>Adds every element of <paramref name="src"/> to the element that has the index's value in dimension <paramref name="dim"/> and the position elsewhere.</summary>
        /// <param name="dim">The dimension.</param>
        /// <param name="index">Whole numbers, with as many dimensions as this tensor.</param>
        /// <param name="src">At least as large as the index, of this tensor's type.</param>
        /// <returns>The same tensor.</returns>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Changed(scatterAddInPlaceOp, this, dim, index, src);
    }
}
