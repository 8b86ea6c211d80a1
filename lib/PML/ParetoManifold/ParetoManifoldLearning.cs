using PML.Objectives;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>Algorithm 1 of the paper: one member per task, trained so that every convex combination of them is a good network.</summary>
/// <remarks>
/// Source: "Pareto Manifold Learning: Tackling multiple tasks via ensembles of single-task models", Algorithm 1. The numbers
/// in <see cref="Step(Batch, Random)"/> and what it calls are its lines. Differs from it: nothing by default; the released code's departures are options.
/// </remarks>
public sealed class ParetoManifoldLearning : ILearner
{
    private readonly PmlOptions _options;
    private readonly IVectorObjective _objective;
    private readonly Balancing _balancing;
    private readonly double[] _concentration;
    private readonly double[,] _taskWeights;

    /// <summary>The algorithm before its first batch.</summary>
    /// <param name="options">W, lambda, p and the rest.</param>
    /// <param name="objective">The vector loss; the caller's.</param>
    /// <param name="seed">Root seed of the members' first weights.</param>
    /// <param name="device">Where the members live.</param>
    /// <exception cref="PmlException">An option does not fit the number of tasks.</exception>
    public ParetoManifoldLearning(PmlOptions options, IVectorObjective objective, long seed, Device device)
    {
        (_options, _objective) = (options, objective);
        if (objective.TaskCount < 2)
            throw new PmlException($"Pareto Manifold Learning needs at least 2 tasks; found {objective.TaskCount}. Use SingleTask for one.");
        if (options.Lambda > 0 && options.Window < 2)
            throw new PmlException($"Lambda above 0 needs a Window of at least 2 to compare weightings; found Window {options.Window}. Set Lambda to 0 or Window to 2.");
        var members = options.MembersFor(objective.TaskCount);
        _taskWeights = options.TaskWeightsFor(objective.TaskCount);
        _concentration = options.ConcentrationFor(members);
        _balancing = new Balancing(options, objective.TaskCount);
        // 1: initialize each theta_k independently
        Theta = Ensemble.NewTheta(objective, members, seed, device);
    }

    /// <inheritdoc/>
    public Tensor Theta { get; }

    /// <inheritdoc/>
    public double[] State { get => _balancing.State; set => _balancing.State = value; }

    /// <inheritdoc/>
    public LearningStep Step(Batch batch, Random random)
    {
        // 3-6: sample alpha_1 ... alpha_W from Dir(p)
        var alphas = new double[_options.Window, _concentration.Length]; // A, [W, m]
        for (var i = 0; i < _options.Window; i++)
        {
            var alpha = Simplex.Dirichlet(_concentration, random);
            for (var k = 0; k < alpha.Length; k++) alphas[i, k] = alpha[k];
        }

        return Step(batch, alphas);
    }

    /// <summary>The step for given weightings.</summary>
    /// <param name="batch">Inputs and targets.</param>
    /// <param name="alphas">alpha_1 ... alpha_W, shape [W, m].</param>
    /// <returns>The gradient of the members, shape [m, N].</returns>
    public LearningStep Step(Batch batch, double[,] alphas)
    {
        var a = Tensors.ToTensor(alphas, Theta);
        // 7: theta_i <- alpha_i' Theta, all windows as one product (no graph: it is linear, and line 13 undoes it by hand)
        Tensor thetas;
        using (no_grad()) thetas = a.matmul(Theta); // [W, N]
        // 8: L(alpha_i) <- criterion(f(x; theta_i), y)
        var evaluation = _objective.Evaluate(thetas, batch);
        // 10-12: L_total = sum_i (alpha_i' W) L(alpha_i) + lambda R; a method needs only the coefficient of each loss
        var coefficients = Coefficients(alphas, evaluation); // dL_total / dL_t(alpha_i), [W, T]
        // 13: backpropagate
        var gradient = _options.GradientBalancing == GradientBalancing.None
            ? evaluation.Gradient(coefficients)
            : _balancing.BalancedGradient(evaluation, coefficients, alphas, _objective.SharedCount); // [W, N]
        // 14: the descent direction on Theta, by the chain rule through line 7; the optimizer takes the step
        using (no_grad()) return new LearningStep(a.transpose(0, 1).matmul(gradient), evaluation); // A' g, [m, N]
    }

    /// <inheritdoc/>
    public void Dispose() => Theta.Dispose();

    private double[,] Coefficients(double[,] alphas, IEvaluation evaluation)
    {
        int windows = alphas.GetLength(0), tasks = _objective.TaskCount;
        var weights = Matrix.Product(alphas, _taskWeights); // the weight of each window on each task, [W, T]
        var scales = _balancing.LossScales(() => evaluation.Losses, windows);
        var coefficients = new double[windows, tasks];
        for (var i = 0; i < windows; i++)
            for (var t = 0; t < tasks; t++)
                coefficients[i, t] = weights[i, t] * scales[i, t];
        if (_options.Lambda > 0) AddPenalty(coefficients, weights, evaluation.Losses);
        return coefficients;
    }

    private void AddPenalty(double[,] coefficients, double[,] weights, double[,] losses)
    {
        var (penalty, gradient) = MultiForwardPenalty.Of(weights, losses, _options.PenaltyOrder);
        if (_options.PenaltyGate && _options.Lambda * penalty >= Matrix.Dot(coefficients, losses)) return;
        for (var i = 0; i < coefficients.GetLength(0); i++)
            for (var t = 0; t < coefficients.GetLength(1); t++)
                coefficients[i, t] += _options.Lambda * gradient[i, t];
    }
}
