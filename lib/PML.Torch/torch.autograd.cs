namespace TorchSharp;

public static partial class torch
{
    /// <summary>Derivatives of recorded operations.</summary>
    public static unsafe class autograd
    {
        /// <summary>Adds the gradients of <paramref name="tensors"/> to the grad of every leaf that they depend on.</summary>
        /// <param name="tensors">What to differentiate.</param>
        /// <param name="grad_tensors">One weight per tensor, of its shape; needed where a tensor has more than one element.</param>
        /// <param name="retain_graph">Whether the recording stays, to be used again; when left out, as <paramref name="create_graph"/>.</param>
        /// <param name="create_graph">Whether the gradients can be differentiated in turn.</param>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false)
        {
            RequireWeights(tensors, grad_tensors);
            var handles = stackalloc nint[2 * tensors.Count];
            CopyHandles(tensors, handles);
            var weights = grad_tensors is null ? null : CopyHandles(grad_tensors, handles + tensors.Count);
            var status = Native.pt_backward(handles, weights, tensors.Count, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0);
            KeepAlive(tensors);
            KeepAlive(grad_tensors);
            Native.Check(status, "autograd.backward");
        }

        /// <summary>The gradients of <paramref name="outputs"/> with respect to <paramref name="inputs"/>; nothing is added to any grad.</summary>
        /// <param name="outputs">What to differentiate.</param>
        /// <param name="inputs">With respect to what.</param>
        /// <param name="grad_outputs">One weight per output, of its shape; needed where an output has more than one element.</param>
        /// <param name="retain_graph">Whether the recording stays, to be used again.</param>
        /// <param name="create_graph">Whether the gradients can be differentiated in turn; the recording then stays too.</param>
        /// <param name="allow_unused">Whether an input may have no part in the outputs: its gradient is then null. Else that is an error.</param>
        /// <returns>One gradient per input, of its shape.</returns>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            RequireWeights(outputs, grad_outputs);
            var handles = stackalloc nint[2 * (outputs.Count + inputs.Count)];
            var weightHandles = CopyHandles(outputs, handles) + outputs.Count;
            var inputHandles = weightHandles + outputs.Count;
            var gradients = CopyHandles(inputs, inputHandles) + inputs.Count;
            var weights = grad_outputs is null ? null : CopyHandles(grad_outputs, weightHandles);
            var status = Native.pt_grad(handles, weights, outputs.Count, inputHandles, inputs.Count, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, gradients);
            KeepAlive(outputs);
            KeepAlive(grad_outputs);
            KeepAlive(inputs);
            Native.Check(status, "autograd.grad");
            var result = new Tensor[inputs.Count];
            for (var k = 0; k < result.Length; k++) result[k] = gradients[k] == 0 ? null! : new Tensor(gradients[k]);
            return result;
        }

        private static void RequireWeights(IList<Tensor> tensors, IList<Tensor>? weights)
        {
            if (weights is not null && weights.Count != tensors.Count)
                throw new ArgumentException($"There must be one weight per tensor to differentiate: {tensors.Count}; found {weights.Count}.");
        }

        private static nint* CopyHandles(IList<Tensor> tensors, nint* target)
        {
            for (var k = 0; k < tensors.Count; k++) target[k] = tensors[k].Handle;
            return target;
        }

        /// <summary>Keeps the tensors, not only the list: a list may be changed by others.</summary>
        private static void KeepAlive(IList<Tensor>? tensors)
        {
            if (tensors is null) return;
            for (var k = 0; k < tensors.Count; k++) GC.KeepAlive(tensors[k]);
        }
    }

    /// <summary>Until it is disposed, nothing is recorded on this thread. It does not follow an await or a Parallel.For.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Until it is disposed, operations on this thread are recorded, or not.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>From now on operations on this thread are recorded, or not; disposing the result restores what was.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Whether operations on this thread are recorded.</summary>
    public static bool is_grad_enabled() => Native.pt_grad_mode() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly bool before = is_grad_enabled();

        internal GradMode(bool on) => Native.pt_set_grad_mode(on ? 1 : 0);

        public void Dispose() => Native.pt_set_grad_mode(before ? 1 : 0);
    }
}
