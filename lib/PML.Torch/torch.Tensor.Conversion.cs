namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        private static readonly Operator toDeviceOp = new("to", "device"), toTypeOp = new("to", "dtype"), cloneOp = new("clone"),
            contiguousOp = new("contiguous"), copyOp = new("copy_"), fillOp = new("fill_", "Scalar"), zeroOp = new("zero_"),
            uniformOp = new("uniform_"), normalOp = new("normal_");

        /// <summary>The same values on a device; without a copy where it is there already.</summary>
        /// <param name="device">Where to.</param>
        /// <param name="copy">Whether to copy in any case.</param>
        /// <param name="disposeAfter">Whether to dispose this tensor.</param>
        /// <param name="non_blocking">Whether the call may return before a copy from page-locked memory ends.</param>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        /// <summary>The same values as another type, rounded towards zero for whole numbers; without a copy where they are of that type already.</summary>
        /// <param name="type">The element type.</param>
        /// <param name="copy">Whether to copy in any case.</param>
        /// <param name="disposeAfter">Whether to dispose this tensor.</param>
        /// <param name="non_blocking">Has no effect on one device.</param>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            After(toTypeOp.Call(this, type, non_blocking, copy), disposeAfter);

        /// <summary>The same values as another type on a device; without a copy where nothing changes.</summary>
        /// <param name="type">The element type.</param>
        /// <param name="device">Where to.</param>
        /// <param name="copy">Whether to copy in any case.</param>
        /// <param name="disposeAfter">Whether to dispose this tensor.</param>
        /// <param name="non_blocking">Whether the call may return before a copy from page-locked memory ends.</param>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            After(toDeviceOp.Call(this, device, type, non_blocking, copy), disposeAfter);

        /// <summary>The same values on the processor; without a copy where it is there already.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>The same values on a graphics processor; without a copy where it is there already.</summary>
        /// <param name="device">Which; the current one when left out.</param>
        /// <param name="non_blocking">Whether the call may return before a copy from page-locked memory ends.</param>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>A copy with storage of its own; the copying is recorded.</summary>
        public Tensor clone() => cloneOp.Call(this);

        /// <summary>The same values in row-major order; without a copy where they are so already.</summary>
        public Tensor contiguous() => contiguousOp.Call(this);

        /// <summary>Overwrites it with the values of <paramref name="source"/>, of a shape that broadcasts to its own and of any type and device.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Changed(copyOp, this, source, nonBlocking);

        /// <summary>Sets every element to one value.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor fill_(Scalar value) => Changed(fillOp, this, value);

        /// <summary>Sets every element to 0.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor zero_() => Changed(zeroOp, this);

        /// <summary>Draws every element from the uniform distribution on [<paramref name="from"/>, <paramref name="to"/>).</summary>
        /// <returns>The same tensor.</returns>
        public Tensor uniform_(double from, double to) => Changed(uniformOp, this, from, to);

        /// <summary>Draws every element from a normal distribution.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor normal_(double mean = 0, double std = 1) => Changed(normalOp, this, mean, std);

        private Tensor Changed(Operator op, params ReadOnlySpan<Argument> arguments)
        {
            op.Change(arguments);
            return this;
        }

        private Tensor After(Tensor result, bool disposeThis)
        {
            if (disposeThis) Dispose();
            return result;
        }
    }
}
