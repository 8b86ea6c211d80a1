using PML.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.FrontLearning;

/// <summary>Planes as large as an image from a ray: two transposed convolutions, then the nearest of their 10 x 10 values.</summary>
/// <param name="tasks">T, as many planes as there are tasks.</param>
internal sealed class RayPlanes(long tasks) : Layer(
    Parameter.Uniform("planes.conv1.weight", [tasks, tasks, First, First], tasks * First * First),
    Parameter.Uniform("planes.conv2.weight", [tasks, tasks, Second, Second], tasks * Second * Second))
{
    private const long First = 4, Second = 6;

    /// <summary>The planes of W networks.</summary>
    /// <param name="pass">The forward under way.</param>
    /// <param name="x">The rays, shape [W, T].</param>
    /// <returns>Shape [1, W*T, 10, 10].</returns>
    public override Tensor Forward(ForwardPass pass, Tensor x)
    {
        var windows = pass.Windows;
        var h = relu(conv_transpose2d(x.reshape(1, windows * tasks, 1, 1), Kernels(pass, 0, First), groups: windows)); // 4 x 4
        return relu(conv_transpose2d(h, Kernels(pass, 1, Second), strides: [2, 2], padding: [1, 1], groups: windows));
    }

    /// <summary>Planes stretched over an image.</summary>
    /// <param name="planes">Shape [..., h, w].</param>
    /// <param name="height">Of the image.</param>
    /// <param name="width">Of the image.</param>
    /// <returns>Shape [..., height, width]: each pixel has the value at its place, rounded down.</returns>
    internal static Tensor Stretch(Tensor planes, long height, long width) =>
        planes.index_select(2, Nearest(planes.shape[2], height, planes.device)).index_select(3, Nearest(planes.shape[3], width, planes.device));

    private Tensor Kernels(ForwardPass pass, int index, long kernel) => Weight(pass, index).reshape(pass.Windows * tasks, tasks, kernel, kernel);

    private static Tensor Nearest(long from, long to, Device device) =>
        tensor([.. Enumerable.Range(0, (int)to).Select(i => i * from / to)], [to], int64, device);
}
