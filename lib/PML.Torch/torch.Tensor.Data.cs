using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public sealed unsafe partial class Tensor
    {
        private static readonly Operator itemOp = new("item");

        /// <summary>The memory of a contiguous tensor on the processor: no copy, row-major. It is valid while the tensor lives.</summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or lives on another device.</exception>
        /// <exception cref="ArgumentException">Set to another number of bytes.</exception>
        public Span<byte> bytes
        {
            get
            {
                var meta = ReadMeta();
                if (meta.Contiguous == 0) throw new InvalidOperationException("The bytes of a tensor that is not contiguous are not in its order; call contiguous() first.");
                return new Span<byte>(DataPointer(), checked((int)(meta.Elements * meta.ItemSize)));
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length) throw new ArgumentException($"The tensor has {target.Length} bytes; found {value.Length}.");
                value.CopyTo(target);
            }
        }

        /// <summary>Its elements, to read and write one by one or copy out in row-major order, whatever its strides are.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the .NET type of <see cref="dtype"/>.</exception>
        /// <exception cref="InvalidOperationException">It does not live on the processor.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireType<T>();
            return new TensorAccessor<T>(this, (T*)DataPointer());
        }

        /// <summary>The only element of a tensor on the processor.</summary>
        /// <exception cref="ArgumentException">It has another number of elements, or <typeparamref name="T"/> is not the .NET type of <see cref="dtype"/>.</exception>
        public T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"item needs a tensor of one element; found {numel()}.");
            RequireType<T>();
            var value = *(T*)DataPointer();
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>The only element, on any device; it waits for the device.</summary>
        public Scalar ToScalar()
        {
            var value = itemOp.CallValue(this);
            return value.Kind switch { Kind.Double => value.Real, Kind.Int => value.Integer, _ => value.Integer != 0 };
        }

        private void* DataPointer()
        {
            if (device_type != DeviceType.CPU) throw new InvalidOperationException($"Elements can be reached only on the processor; found a tensor on {device}. Call cpu() first.");
            void* data;
            Native.Check(Native.pt_data(Handle, &data), "data");
            GC.KeepAlive(this);
            return data;
        }

        private void RequireType<T>()
        {
            var wanted = dtype switch
            {
                ScalarType.Byte => typeof(byte),
                ScalarType.Int8 => typeof(sbyte),
                ScalarType.Int16 => typeof(short),
                ScalarType.Int32 => typeof(int),
                ScalarType.Int64 => typeof(long),
                ScalarType.Float16 => typeof(Half),
                ScalarType.Float32 => typeof(float),
                ScalarType.Float64 => typeof(double),
                ScalarType.Bool => typeof(bool),
                _ => null,
            };
            if (typeof(T) != wanted) throw new ArgumentException($"The elements of a {dtype} tensor are of type {wanted?.Name ?? "(none in .NET)"}; found {typeof(T).Name}.");
        }
    }
}
