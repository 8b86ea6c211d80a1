namespace TorchSharp;

public static partial class torch
{
    public sealed unsafe partial class Tensor
    {
        private static readonly Operator detachOp = new("detach");

        /// <summary>Whether operations on it are recorded, to be differentiated.</summary>
        public bool requires_grad
        {
            get => ReadMeta().RequiresGrad != 0;
            set
            {
                Native.Check(Native.pt_set_requires_grad(Handle, value ? 1 : 0), "requires_grad");
                GC.KeepAlive(this);
            }
        }

        /// <summary>The gradient that <see cref="backward()"/> added up; null before that. A new object at each call, with shared storage.</summary>
        public Tensor? grad
        {
            get
            {
                nint gradient;
                Native.Check(Native.pt_get_grad(Handle, &gradient), "grad");
                GC.KeepAlive(this);
                return gradient == 0 ? null : new Tensor(gradient);
            }
            set
            {
                Native.Check(Native.pt_set_grad(Handle, value?.Handle ?? 0), "grad");
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>Sets whether operations on it are recorded.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Adds the gradient of this one-element tensor to the <see cref="grad"/> of every leaf that it depends on. The recording is freed.</summary>
        public void backward() => autograd.backward([this]);

        /// <summary>The same data without the recording; the storage is shared.</summary>
        public Tensor detach() => detachOp.Call(this);
    }
}
