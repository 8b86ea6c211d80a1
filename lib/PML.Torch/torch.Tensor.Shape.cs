using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        private static readonly Operator viewOp = new("view"), reshapeOp = new("reshape"), expandOp = new("expand"), permuteOp = new("permute"),
            transposeOp = new("transpose", "int"), tOp = new("t"), unsqueezeOp = new("unsqueeze"), squeezeOp = new("squeeze"), squeezeDimOp = new("squeeze", "dim"),
            flattenOp = new("flatten", "using_ints"), repeatOp = new("repeat"), narrowOp = new("narrow"), selectOp = new("select", "int"),
            indexSelectOp = new("index_select"), gatherOp = new("gather"), splitOp = new("split_with_sizes"), splitSizeOp = new("split", "Tensor"), asStridedOp = new("as_strided");

        /// <summary>The part at one index of the first dimension, which falls away; the storage is shared.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1] => select(0, i1);

        /// <summary>The part at one index of each of the first two dimensions, which fall away; the storage is shared.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get
            {
                using var row = select(0, i1);
                return row.select(0, i2);
            }
        }

        /// <summary>The same elements in another shape; the storage is shared, so the strides must allow it.</summary>
        /// <param name="shape">Sizes with the same product; one may be -1, to be worked out.</param>
        public Tensor view(params long[] shape) => viewOp.Call(this, shape);

        /// <summary>The same elements in another shape; copied only where the strides do not allow a view.</summary>
        /// <param name="shape">Sizes with the same product; one may be -1, to be worked out.</param>
        public Tensor reshape(params long[] shape) => reshapeOp.Call(this, shape);

        /// <summary>Dimensions of size 1 repeated to the given sizes without a copy.</summary>
        /// <param name="sizes">The sizes; -1 keeps one.</param>
        public Tensor expand(params long[] sizes) => expandOp.Call(this, sizes);

        /// <summary>The dimensions in another order; the storage is shared.</summary>
        /// <param name="permutation">For each new dimension, which old one it is.</param>
        public Tensor permute(params long[] permutation) => permuteOp.Call(this, permutation);

        /// <summary>Two dimensions exchanged; the storage is shared.</summary>
        public Tensor transpose(long dim0, long dim1) => transposeOp.Call(this, dim0, dim1);

        /// <summary>A matrix transposed; the storage is shared.</summary>
        public Tensor t() => tOp.Call(this);

        /// <summary>With a dimension of size 1 put in; the storage is shared.</summary>
        /// <param name="dim">Where; -1 is behind the last.</param>
        public Tensor unsqueeze(long dim) => unsqueezeOp.Call(this, dim);

        /// <summary>Without its dimensions of size 1; the storage is shared.</summary>
        /// <param name="dim">Only this one, if it has size 1.</param>
        public Tensor squeeze(long? dim = null) => dim is { } d ? squeezeDimOp.Call(this, d) : squeezeOp.Call(this);

        /// <summary>Neighbouring dimensions made one; copied only where the strides do not allow a view.</summary>
        /// <param name="start_dim">The first.</param>
        /// <param name="end_dim">The last, included.</param>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => flattenOp.Call(this, start_dim, end_dim);

        /// <summary>A copy, repeated along each dimension.</summary>
        /// <param name="sizes">How often, per dimension.</param>
        public Tensor repeat(params long[] sizes) => repeatOp.Call(this, sizes);

        /// <summary>The part [start, start + length) of one dimension; the storage is shared.</summary>
        public Tensor narrow(long dim, long start, long length) => narrowOp.Call(this, dim, start, length);

        /// <summary>The part at one index of one dimension, which falls away; the storage is shared.</summary>
        public Tensor select(long dim, long index) => selectOp.Call(this, dim, index);

        /// <summary>Copies of the parts at some indices of one dimension.</summary>
        /// <param name="dim">The dimension.</param>
        /// <param name="index">Whole numbers, (k).</param>
        public Tensor index_select(long dim, Tensor index) => indexSelectOp.Call(this, dim, index);

        /// <summary>Per position of <paramref name="index"/>, the element that has the index's value in dimension <paramref name="dim"/> and the position elsewhere.</summary>
        /// <param name="dim">The dimension.</param>
        /// <param name="index">Whole numbers, with as many dimensions as this tensor.</param>
        public Tensor gather(long dim, Tensor index) => gatherOp.Call(this, dim, index);

        /// <summary>Cut along one dimension; the storage is shared.</summary>
        /// <param name="sizes">The size of each part; they add up to the dimension's.</param>
        /// <param name="dim">The dimension.</param>
        public Tensor[] split(long[] sizes, long dim = 0) => splitOp.CallList(this, sizes, dim);

        /// <summary>Cut along one dimension into parts of one size, the last one smaller where they do not fit; the storage is shared.</summary>
        /// <param name="size">The size of a part.</param>
        /// <param name="dim">The dimension.</param>
        public Tensor[] split(long size, int dim = 0) => splitSizeOp.CallList(this, size, (long)dim);

        /// <summary>Any view of the storage.</summary>
        /// <param name="size">The size of each dimension.</param>
        /// <param name="strides">How far apart neighbours along each dimension are, in elements.</param>
        /// <param name="storageOffset">Where the first element is, in elements.</param>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => asStridedOp.Call(this, size, strides, storageOffset);
    }
}
