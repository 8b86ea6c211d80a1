namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        private static readonly Operator sumOp = new("sum"), sumDimsOp = new("sum", "dim_IntList"), meanOp = new("mean"), meanDimsOp = new("mean", "dim"),
            normOp = new("norm", "Scalar"), normDimOp = new("norm", "ScalarOpt_dim"), maxOp = new("max"), maxDimOp = new("max", "dim"), minOp = new("min"), minDimOp = new("min", "dim"),
            argmaxOp = new("argmax"), allOp = new("all"), anyOp = new("any"), logsumexpOp = new("logsumexp");

        /// <summary>The sum of all elements; whole numbers add up as Int64.</summary>
        public Tensor sum(ScalarType? type = null) => sumOp.Call(this, type);

        /// <summary>The sums along one dimension. Name it (<c>sum(dim: 0)</c>): C# takes a bare 0 for an element type.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sumDimsOp.Call(this, dim, keepdim, type);

        /// <summary>The sums along some dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sumDimsOp.Call(this, dim, keepdim, type);

        /// <summary>The mean of all elements, which must be floats.</summary>
        public Tensor mean() => meanOp.Call(this);

        /// <summary>The means along some dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => meanDimsOp.Call(this, dimensions, keepdim, type);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2) => normOp.Call(this, p);

        /// <summary>The p-norms along one dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => normDimOp.Call(this, p, (long)dim, keepdim);

        /// <summary>The greatest element.</summary>
        public Tensor max() => maxOp.Call(this);

        /// <summary>The greatest elements along one dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => maxDimOp.CallPair(this, dim, keepdim);

        /// <summary>The smallest element.</summary>
        public Tensor min() => minOp.Call(this);

        /// <summary>The smallest elements along one dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => minDimOp.CallPair(this, dim, keepdim);

        /// <summary>Where the greatest element is, in row-major order.</summary>
        public Tensor argmax() => argmaxOp.Call(this);

        /// <summary>Where the greatest elements along one dimension are.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => argmaxOp.Call(this, dim, keepdim);

        /// <summary>Whether all elements are true (not 0).</summary>
        public Tensor all() => allOp.Call(this);

        /// <summary>Whether any element is true (not 0).</summary>
        public Tensor any() => anyOp.Call(this);

        /// <summary>The logarithm of the exponentials' sum along one dimension, computed without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => logsumexpOp.Call(this, dim, keepdim);
    }
}
