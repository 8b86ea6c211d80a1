using PML.Support;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>An evaluation of W networks that run one after another.</summary>
/// <remarks>
/// Where their graphs are not kept, a network runs anew for each thing that is asked: a gradient alone costs nothing more, losses
/// before it one forward pass more.
/// </remarks>
internal sealed class EvaluationInTurn : IEvaluation
{
    private readonly Tensor _thetas;
    private readonly Func<Tensor, bool, IEvaluation> _evaluate;
    private readonly IReadOnlyList<IEvaluation>? _kept;
    private readonly double[,] _losses;
    private bool _isKnown;

    /// <summary>An evaluation.</summary>
    /// <param name="thetas">The weights, shape [W, N].</param>
    /// <param name="tasks">T.</param>
    /// <param name="evaluate">Runs one network, given its weights [1, N] and whether it is its first run.</param>
    /// <param name="keep">Whether there is memory for all W graphs at once.</param>
    internal EvaluationInTurn(Tensor thetas, int tasks, Func<Tensor, bool, IEvaluation> evaluate, bool keep)
    {
        (_thetas, _evaluate, _losses) = (thetas.detach(), evaluate, new double[thetas.shape[0], tasks]);
        if (keep) _kept = [.. Enumerable.Range(0, Windows).Select(w => evaluate(Row(w), true))];
    }

    private int Windows => _losses.GetLength(0);

    private int TaskCount => _losses.GetLength(1);

    public double[,] Losses
    {
        get
        {
            if (_isKnown) return _losses;
            using var _ = no_grad();
            Each(Note);
            _isKnown = true;
            return _losses;
        }
    }

    public IReadOnlyList<Tensor> TaskGradients() => Gather(evaluation => evaluation.TaskGradients());

    public IReadOnlyList<Tensor> RepresentationGradients() => Gather(evaluation => evaluation.RepresentationGradients());

    public Tensor Gradient(double[,] coefficients)
    {
        var gradients = new Tensor[Windows];
        EachNoted((w, evaluation) => gradients[w] = evaluation.Gradient(Matrix.Of(1, TaskCount, (_, t) => coefficients[w, t])).MoveToOuterDisposeScope());
        return cat(gradients, 0);
    }

    // T tensors of each network, put together.
    private IReadOnlyList<Tensor> Gather(Func<IEvaluation, IReadOnlyList<Tensor>> look)
    {
        var rows = new IReadOnlyList<Tensor>[Windows];
        EachNoted((w, evaluation) => rows[w] = [.. look(evaluation).Select(row => row.MoveToOuterDisposeScope())]);
        return [.. Enumerable.Range(0, TaskCount).Select(t => cat([.. rows.Select(row => row[t])], 0))];
    }

    // A network that is let go of leaves its losses behind. Where all are kept nobody waits for the device here.
    private void EachNoted(Action<int, IEvaluation> look)
    {
        Each((w, evaluation) =>
        {
            look(w, evaluation);
            if (_kept is null) Note(w, evaluation);
        });
        _isKnown |= _kept is null;
    }

    private void Each(Action<int, IEvaluation> look)
    {
        for (var w = 0; w < Windows; w++)
        {
            using var scope = NewDisposeScope();
            look(w, _kept?[w] ?? _evaluate(Row(w), !_isKnown));
        }
    }

    private void Note(int w, IEvaluation evaluation)
    {
        for (var t = 0; t < TaskCount; t++) _losses[w, t] = evaluation.Losses[0, t];
    }

    private Tensor Row(int w) => _thetas.narrow(0, w, 1);
}
