namespace TorchSharp;

public static partial class torch
{
    // No baddbmm: TorchSharp's takes its operands in another order than it says.
    public sealed partial class Tensor
    {
        private static readonly Operator matmulOp = new("matmul"), mmOp = new("mm"), mvOp = new("mv"), bmmOp = new("bmm"), addmmOp = new("addmm"),
            dotOp = new("dot"), outerOp = new("outer"), matrixExpOp = new("matrix_exp");

        /// <summary>The matrix product over the last two dimensions; the others broadcast. Vectors count as rows on the left and columns on the right.</summary>
        public Tensor matmul(Tensor target) => matmulOp.Call(this, target);

        /// <summary>The matrix product (n, k) x (k, m): (n, m).</summary>
        public Tensor mm(Tensor target) => mmOp.Call(this, target);

        /// <summary>The matrix product (n, k) x (k): (n).</summary>
        public Tensor mv(Tensor target) => mvOp.Call(this, target);

        /// <summary>One matrix product per batch entry, (b, n, k) x (b, k, m): (b, n, m).</summary>
        public Tensor bmm(Tensor batch2) => bmmOp.Call(this, batch2);

        /// <summary><paramref name="beta"/> times this plus <paramref name="alpha"/> times the product (n, k) x (k, m).</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => addmmOp.Call(this, mat1, mat2, beta, alpha);

        /// <summary>The inner product of two vectors.</summary>
        public Tensor dot(Tensor target) => dotOp.Call(this, target);

        /// <summary>All products of one element of each vector, (n) x (m): (n, m).</summary>
        public Tensor outer(Tensor vec2) => outerOp.Call(this, vec2);

        /// <summary>The exponential of each square matrix in the last two dimensions.</summary>
        public Tensor matrix_exp() => matrixExpOp.Call(this);
    }
}
