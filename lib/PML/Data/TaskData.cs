using PML.Objectives;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>One split of a data set, resident on the device.</summary>
/// <param name="x">Inputs, shape [n, ...]; the data's from now on.</param>
/// <param name="y">Each task's targets, shape [n, ...]; the data's from now on.</param>
/// <param name="name">What tells this data from other data of the same shape, e.g. a checksum; a checkpoint remembers it.</param>
/// <param name="transform">What a batch goes through before it is used, or null.</param>
/// <exception cref="PmlException">A task has not one target for each input.</exception>
public sealed class TaskData(Tensor x, IReadOnlyList<Tensor> y, string name = "", IBatchTransform? transform = null) : IDisposable
{
    /// <summary>Inputs, shape [n, ...].</summary>
    public Tensor X { get; } = x.DetachFromDisposeScope();

    /// <summary>Each task's targets, shape [n, ...].</summary>
    public IReadOnlyList<Tensor> Y { get; } = [.. y.Select((targets, t) => targets.shape[0] == x.shape[0] ? targets.DetachFromDisposeScope()
        : throw new PmlException($"Task {t + 1} must have one target for each of the {x.shape[0]} inputs; found {targets.shape[0]}."))];

    /// <summary>n.</summary>
    public int Count => (int)X.shape[0];

    /// <summary>The samples at given places.</summary>
    /// <param name="indices">Places from 0 to n - 1.</param>
    /// <param name="random">Where the random part of the transform comes from, for training; null leaves that part out.</param>
    /// <returns>Copies in that order; the open dispose scope's.</returns>
    public Batch At(ReadOnlySpan<long> indices, Random? random = null)
    {
        var places = tensor(indices.ToArray(), [indices.Length], int64, X.device);
        return Transformed(new Batch(X.index_select(0, places), [.. Y.Select(targets => targets.index_select(0, places))]), random);
    }

    /// <summary>Neighbouring samples, without a copy and without the random part of the transform.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many; cut off at the end.</param>
    /// <returns>Views; the open dispose scope's.</returns>
    public Batch Range(int start, int count)
    {
        var length = Math.Min(count, Check.AtLeast(Count - start, 1, nameof(start)));
        return Transformed(new Batch(X.narrow(0, start, length), [.. Y.Select(targets => targets.narrow(0, start, length))]), null);
    }

    private Batch Transformed(Batch batch, Random? random) => transform is null ? batch : transform.Apply(batch, random);

    /// <summary>The data's name and size.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{name} {Count} samples".TrimStart();

    /// <inheritdoc/>
    public void Dispose()
    {
        X.Dispose();
        foreach (var targets in Y) targets.Dispose();
    }
}
