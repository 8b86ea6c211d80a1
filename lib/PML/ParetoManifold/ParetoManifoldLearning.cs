using PML.Objectives;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>Algorithm 1 of the paper: one member per task, trained so that every convex combination of them is a good network.</summary>
/// <remarks>
/// Source: "Pareto Manifold Learning: Tackling multiple tasks via ensembles of single-task models", Algorithm 1. The numbers
/// in <see cref="Step(Batch, Random)"/> and what it calls are its lines. Differs from it: the
/// penalty charges for wrong orders, as its prose asks, where Eq. 3 as printed charges for right ones (<see cref="PenaltyOrder"/>).
/// The released code's departures are options.
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
        : this(options, objective, seed, device, 1)
    {
    }

    // Several runs in one ensemble: see SideBySide. Balancing must not mix their losses.
    internal ParetoManifoldLearning(PmlOptions options, IVectorObjective objective, long seed, Device device, int runs)
    {
        (_options, _objective) = (options, objective);
        if (objective.TaskCount < 2)
            throw new PmlException($"Pareto Manifold Learning needs at least 2 tasks; found {objective.TaskCount}. Use SingleTask for one.");
        if (options.Lambda > 0 && options.Window < 2)
            throw new PmlException($"Lambda above 0 needs a Window of at least 2 to compare weightings; found Window {options.Window}. Set Lambda to 0 or Window to 2.");
        if (options.GradientBalancing != GradientBalancing.None && objective.SharedCount == 0)
            throw new PmlException($"GradientBalancing {options.GradientBalancing} scales gradients by the shared weights; found an objective that shares none. Set it to None.");
        var members = options.MembersFor(objective.TaskCount);
        _taskWeights = options.TaskWeightsFor(objective.TaskCount);
        _concentration = options.ConcentrationFor(members);
        _balancing = new Balancing(options, objective.TaskCount, runs);
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
        if (alphas.GetLength(1) != _concentration.Length)
            throw new PmlException($"Each weighting must have one weight for each of the {_concentration.Length} members; found {alphas.GetLength(1)}.");
        var a = Tensors.ToTensor(alphas, Theta);
        // 7: theta_i <- alpha_i' Theta, all windows as one product (no graph: it is linear, and line 13 undoes it by hand)
        Tensor thetas;
        using (no_grad()) thetas = a.matmul(Theta); // [W, N]
        // 8: L(alpha_i) <- criterion(f(x; theta_i), y)
        var evaluation = _objective.Evaluate(thetas, batch);
        // 10-13: L_total = sum_i (alpha_i' W) L(alpha_i) + lambda R, backpropagated to the thetas
        var gradient = Backpropagate(alphas, evaluation); // [W, N]
        // 14: the descent direction on Theta, by the chain rule through line 7; the optimizer takes the step
        using (no_grad()) return new LearningStep(a.transpose(0, 1).matmul(gradient), evaluation, thetas); // A' g, [m, N]
    }

    /// <inheritdoc/>
    public void Dispose() => Theta.Dispose();

    // A method needs only the coefficient of each loss: dL_total / dL_t(alpha_i).
    private Tensor Backpropagate(double[,] alphas, IEvaluation evaluation)
    {
        var weights = Matrix.Product(alphas, _taskWeights); // the weight of each window on each task, [W, T]
        var scales = _balancing.LossScales(() => evaluation.Losses, weights.GetLength(0));
        if (_options.GradientBalancing == GradientBalancing.None)
        {
            var coefficients = Matrix.Of(weights.GetLength(0), weights.GetLength(1), (i, t) => weights[i, t] * scales[i, t]);
            return evaluation.Gradient(Matrix.Sum(coefficients, Penalty(coefficients, weights, evaluation)));
        }

        var gradients = evaluation.TaskGradients();
        var (shared, own) = _balancing.Coefficients(weights, scales, alphas, Balancing.SharedNorms(gradients, _objective.SharedCount));
        var penalty = Penalty(own, weights, evaluation);
        return TaskGradients.Sum(gradients, Matrix.Sum(shared, penalty), Matrix.Sum(own, penalty), _objective.SharedCount);
    }

    // 10-11: lambda dR / dL_t(alpha_i), [W, T]; balancing leaves it alone
    private double[,] Penalty(double[,] coefficients, double[,] weights, IEvaluation evaluation)
    {
        int windows = weights.GetLength(0), tasks = weights.GetLength(1);
        if (_options.Lambda == 0) return new double[windows, tasks];
        var (penalty, gradient) = MultiForwardPenalty.Of(weights, evaluation.Losses, _options.PenaltyOrder);
        var gated = _options.PenaltyGate && _options.Lambda * penalty >= Matrix.Dot(coefficients, evaluation.Losses);
        return Matrix.Of(windows, tasks, (i, t) => gated ? 0 : _options.Lambda * gradient[i, t]);
    }
}
