namespace TorchSharp;

public static partial class torch
{
    public sealed unsafe partial class Tensor
    {
        /// <summary>The size of every dimension; a new array at each call.</summary>
        public long[] shape
        {
            get
            {
                var meta = ReadMeta();
                var sizes = new ReadOnlySpan<long>(meta.Sizes, (int)meta.Dimensions).ToArray();
                GC.KeepAlive(this);
                return sizes;
            }
        }

        /// <summary>The size of one dimension.</summary>
        /// <param name="dim">Which; -1 is the last.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long size(int dim)
        {
            var meta = ReadMeta();
            var size = meta.Sizes[Wrap(dim, meta.Dimensions)];
            GC.KeepAlive(this);
            return size;
        }

        /// <summary>How far apart in memory neighbours along each dimension are, in elements; a new array at each call.</summary>
        public long[] stride()
        {
            var meta = ReadMeta();
            var strides = new ReadOnlySpan<long>(meta.Strides, (int)meta.Dimensions).ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        /// <summary>How far apart in memory neighbours along one dimension are, in elements.</summary>
        /// <param name="dim">Which; -1 is the last.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long stride(int dim)
        {
            var meta = ReadMeta();
            var stride = meta.Strides[Wrap(dim, meta.Dimensions)];
            GC.KeepAlive(this);
            return stride;
        }

        /// <summary>How many dimensions it has.</summary>
        public long dim() => ReadMeta().Dimensions;

        /// <summary>How many elements it has.</summary>
        public long numel() => ReadMeta().Elements;

        /// <summary>How many elements it has.</summary>
        public long NumberOfElements => ReadMeta().Elements;

        /// <summary>Bytes of one element.</summary>
        public long ElementSize => ReadMeta().ItemSize;

        /// <summary>The type of its elements.</summary>
        public ScalarType dtype => (ScalarType)ReadMeta().ScalarType;

        /// <summary>Where it lives.</summary>
        public Device device
        {
            get
            {
                var meta = ReadMeta();
                return new Device((DeviceType)meta.DeviceType, (int)meta.DeviceIndex);
            }
        }

        /// <summary>The kind of device that it lives on.</summary>
        public DeviceType device_type => (DeviceType)ReadMeta().DeviceType;

        /// <summary>Whether its elements lie side by side in row-major order.</summary>
        public bool is_contiguous() => ReadMeta().Contiguous != 0;

        /// <summary>Whether no recorded operation made it.</summary>
        public bool is_leaf
        {
            get
            {
                var leaf = Native.pt_is_leaf(Handle) != 0;
                GC.KeepAlive(this);
                return leaf;
            }
        }

        private Meta ReadMeta()
        {
            Meta meta;
            Native.Check(Native.pt_meta(Handle, &meta), "tensor");
            GC.KeepAlive(this);
            return meta;
        }

        private static int Wrap(int dim, long dimensions) => dim >= -dimensions && dim < dimensions
            ? (int)(dim < 0 ? dim + dimensions : dim)
            : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {dimensions} dimensions.");
    }
}
