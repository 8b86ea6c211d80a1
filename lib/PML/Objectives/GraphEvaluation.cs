using PML.Support;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>Losses of W networks with the graph that led to them.</summary>
/// <param name="leaves">The weights, shape [W, N].</param>
/// <param name="representations">The shared representation of each part of the batch, [W, its samples, d]; empty where the network has none.</param>
/// <param name="losses">Shape [W, T].</param>
internal sealed class GraphEvaluation(Tensor leaves, IReadOnlyList<Tensor> representations, Tensor losses) : IEvaluation
{
    private double[,]? _host;

    public double[,] Losses => _host ??= Tensors.ToArray2D(losses);

    public IReadOnlyList<Tensor> TaskGradients() => [.. Tasks.Select(t => Backward([leaves], OfTask(t), retainGraph: true)[0])];

    public IReadOnlyList<Tensor> RepresentationGradients() => representations.Count == 0
        ? throw new PmlException("Gradients by the shared representation need a network with one, such as LeNet or Mlp; found one that sets no ForwardPass.Representation.")
        : [.. Tasks.Select(t => cat(Backward([.. representations], OfTask(t), retainGraph: true), 1))];

    public Tensor Gradient(double[,] coefficients) => Backward([leaves], coefficients, retainGraph: false)[0];

    private IEnumerable<int> Tasks => Enumerable.Range(0, (int)losses.shape[1]);

    // The W networks do not touch one another, so ones in the task's column give all W gradients in one pass.
    private double[,] OfTask(int task) => Matrix.Of((int)losses.shape[0], (int)losses.shape[1], (_, t) => t == task ? 1 : 0);

    private IList<Tensor> Backward(Tensor[] inputs, double[,] coefficients, bool retainGraph) =>
        autograd.grad([losses], inputs, [Tensors.ToTensor(coefficients, losses)], retainGraph);
}
