namespace TorchSharp;

public static partial class torch
{
    /// <summary>Parts of neural networks.</summary>
    public static partial class nn
    {
        /// <summary>Layers and losses as functions. Images are (batch, channels, height, width).</summary>
        public static class functional
        {
            private static readonly Operator linearOp = new("linear"), conv2dOp = new("conv2d"), convTranspose2dOp = new("conv_transpose2d", "input"), reluInPlaceOp = new("relu_"), maxPoolOp = new("max_pool2d"),
                maxPoolIndicesOp = new("max_pool2d_with_indices"), maxUnpoolOp = new("max_unpool2d"), avgPoolOp = new("avg_pool2d"), batchNormOp = new("batch_norm"),
                crossEntropyOp = new("cross_entropy_loss"), nllOp = new("nll_loss_nd"), huberOp = new("huber_loss"), l1Op = new("l1_loss"), mseOp = new("mse_loss");

            /// <summary>input x weights^T + bias: (..., in) with (out, in) and (out) gives (..., out).</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => linearOp.Call(input, weights, bias);

            /// <summary>Convolution of images (b, c, h, w) with kernels (o, c / groups, kh, kw): (b, o, h', w').</summary>
            /// <param name="input">The images.</param>
            /// <param name="weight">The kernels.</param>
            /// <param name="bias">One number per output channel, (o).</param>
            /// <param name="strides">Steps down and right; 1 when left out.</param>
            /// <param name="padding">Zeros around the image; 0 when left out.</param>
            /// <param name="dilation">Distance between the kernel's elements; 1 when left out.</param>
            /// <param name="groups">Groups of channels that do not see each other.</param>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                conv2dOp.Call(input, weight, bias, Or(strides, 1), Or(padding, 0), Or(dilation, 1), groups);

            /// <summary>The transpose of a convolution: images (b, c, h, w) with kernels (c, o / groups, kh, kw) give (b, o, h', w').</summary>
            /// <param name="input">The images.</param>
            /// <param name="weight">The kernels.</param>
            /// <param name="bias">One number per output channel, (o).</param>
            /// <param name="strides">Steps in the output; 1 when left out.</param>
            /// <param name="padding">Rows and columns that the output loses on each side; 0 when left out.</param>
            /// <param name="output_padding">Rows and columns that it has more below and to the right; 0 when left out.</param>
            /// <param name="dilation">Distance between the kernel's elements; 1 when left out.</param>
            /// <param name="groups">Groups of channels that do not see each other.</param>
            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                convTranspose2dOp.Call(input, weight, bias, Or(strides, 1), Or(padding, 0), Or(output_padding, 0), groups, Or(dilation, 1));

            /// <summary>The greater of 0 and every element; <paramref name="inplace"/> overwrites x.</summary>
            public static Tensor relu(Tensor x, bool inplace = false)
            {
                if (!inplace) return x.relu();
                reluInPlaceOp.Change(x);
                return x;
            }

            /// <summary>The greatest value of every window; the steps are as long as the window when left out.</summary>
            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                maxPoolOp.Call(input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            /// <summary>The greatest value of every window (height, width); the steps are as long as the window when left out.</summary>
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                maxPoolOp.Call(input, kernel_size, strides ?? kernel_size, Or(padding, 0), Or(dilation, 1), ceil_mode);

            /// <summary>The greatest value of every window, and where in its image (in row-major order) it is.</summary>
            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                maxPoolIndicesOp.CallPair(input, kernel_size, strides ?? kernel_size, Or(padding, 0), Or(dilation, 1), ceil_mode);

            /// <summary>The maxima of <see cref="max_pool2d_with_indices"/> put back to their places in images of zeros.</summary>
            /// <param name="input">The maxima, (b, c, h, w).</param>
            /// <param name="indices">Their places, of the same shape.</param>
            /// <param name="kernel_size">The pool's window (height, width).</param>
            /// <param name="stride">The pool's steps; as long as the window when left out.</param>
            /// <param name="padding">The pool's padding; 0 when left out.</param>
            /// <param name="output_size">The images' height and width, perhaps after the other sizes; when left out, the smallest that the pool takes to the input.</param>
            /// <exception cref="ArgumentException">The output size is further than a step from that.</exception>
            public static Tensor max_unpool2d(Tensor input, Tensor indices, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? output_size = null)
            {
                var size = new long[2];
                for (var k = 0; k < 2; k++)
                {
                    var step = (stride ?? kernel_size)[k];
                    var least = (input.shape[input.shape.Length - 2 + k] - 1) * step - 2 * (padding?[k] ?? 0) + kernel_size[k];
                    size[k] = output_size?[output_size.Length - 2 + k] ?? least;
                    if (Math.Abs(size[k] - least) >= step) throw new ArgumentException($"The output size must be less than {step} from {least} in dimension {k}; found {size[k]}.");
                }
                return maxUnpoolOp.Call(input, indices, size);
            }

            /// <summary>The mean of every window; the steps are as long as the window when left out.</summary>
            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true) =>
                avgPoolOp.Call(input, kernel_size, stride ?? kernel_size, padding, ceil_mode, count_include_pad);

            /// <summary>Channels shifted and scaled to mean 0 and variance 1, then by weight and bias; all these are (channels).</summary>
            /// <param name="input">(batch, channels, ...).</param>
            /// <param name="running_mean">Used when not training; updated when training.</param>
            /// <param name="running_var">Used when not training; updated when training.</param>
            /// <param name="weight">Factors.</param>
            /// <param name="bias">Summands.</param>
            /// <param name="training">Whether to take mean and variance from the batch.</param>
            /// <param name="momentum">The batch's share in an update.</param>
            /// <param name="eps">Added to the variance.</param>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                batchNormOp.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>Cross entropy of logits (b, classes, ...) against class numbers (b, ...).</summary>
            /// <param name="input">Logits.</param>
            /// <param name="target">Int64 class numbers, or class probabilities of the logits' shape.</param>
            /// <param name="weight">One factor per class.</param>
            /// <param name="ignore_index">A class number that does not count.</param>
            /// <param name="reduction">What to do with the values.</param>
            /// <param name="label_smoothing">The share of the probability spread over all classes.</param>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                crossEntropyOp.Call(input, target, weight, reduction, ignore_index, label_smoothing);

            /// <summary>The negative of the log-probability (b, classes, ...) of class numbers (b, ...).</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) => nllOp.Call(input, target, weight, reduction);

            /// <summary>Half the square of the difference up to <paramref name="delta"/>, linear beyond it.</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) => huberOp.Call(input, target, reduction, delta);

            /// <summary>The difference's absolute value.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => l1Op.Call(input, target, reduction);

            /// <summary>The difference's square.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => mseOp.Call(input, target, reduction);

            /// <inheritdoc cref="Tensor.log_softmax"/>
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <inheritdoc cref="Tensor.softmax"/>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            private static Argument Or(long[]? given, long whenLeftOut) => given is null ? whenLeftOut : given;
        }
    }
}
