using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>Pareto Manifold Learning with its options; the defaults are the paper's for MultiMNIST.</summary>
public sealed record PmlOptions : IMethod
{
    /// <summary>With the forms of balancing, penalty and learning rate that the paper's released code has; W, lambda and p are as ever.</summary>
    public static PmlOptions AsReleased { get; } = new()
    {
        GradientBalancing = GradientBalancing.AsReleased,
        PenaltyOrder = PenaltyOrder.AsPrinted,
        PenaltyGate = true,
        MemberLearningRate = LearningRateRule.Plain,
    };

    /// <inheritdoc/>
    public string Name { get; init; } = "PML";

    /// <summary>W, how many weightings are drawn for each batch; at least 1. Default 4.</summary>
    public int Window { get; init => field = Check.AtLeast(value, 1); } = 4;

    /// <summary>lambda, the strength of the multi-forward penalty; at least 0. Default 0. It needs W of 2 or more.</summary>
    public double Lambda { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>p of the symmetric Dirichlet distribution that weightings are drawn from; at least 0. Default 1: uniform. 0 is the limit: one member alone, drawn at random.</summary>
    public double Concentration { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>p for each member, where the distribution is not symmetric; length m. Default none: <see cref="Concentration"/>.</summary>
    public Numbers? Concentrations { get; init; }

    /// <summary>The members' task weightings W (the paper's Eq. 2): m rows on the simplex of T tasks, one after another. Default none: m = T, one-hot.</summary>
    public Numbers? TaskWeights { get; init; }

    /// <summary>Which orders the penalty charges for.</summary>
    public PenaltyOrder PenaltyOrder { get; init; }

    /// <summary>Whether the penalty is left out of a step where it exceeds the data loss, as the released code does. Default no, as the paper.</summary>
    public bool PenaltyGate { get; init; }

    /// <summary>How task gradients are scaled.</summary>
    public GradientBalancing GradientBalancing { get; init; }

    /// <summary>How task losses are scaled.</summary>
    public LossBalancing LossBalancing { get; init; }

    /// <summary>How many past values of a loss its balancing looks at; at least 1. Default 25, the released code's.</summary>
    public int LossHistory { get; init => field = Check.AtLeast(value, 1); } = 25;

    /// <summary>The members' learning rate against the experiment's.</summary>
    public LearningRateRule MemberLearningRate { get; init; }

    /// <inheritdoc/>
    public ILearner Start(IVectorObjective objective, long seed, Device device) => new ParetoManifoldLearning(this, objective, seed, device);

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => MemberLearningRate == LearningRateRule.Scaled ? rate * MembersFor(tasks) : rate;

    /// <summary>m for T tasks.</summary>
    /// <param name="tasks">T.</param>
    /// <returns>T, or as many as <see cref="TaskWeights"/> has rows.</returns>
    /// <exception cref="PmlException">TaskWeights does not hold whole rows.</exception>
    public int MembersFor(int tasks)
    {
        if (TaskWeights is null) return tasks;
        return TaskWeights.Count > 0 && TaskWeights.Count % tasks == 0 ? TaskWeights.Count / tasks
            : throw new PmlException($"TaskWeights must hold a row of {tasks} numbers, one a task, for each member; found {TaskWeights.Count} numbers.");
    }

    /// <summary>The matrix W of Eq. 2.</summary>
    /// <param name="tasks">T.</param>
    /// <returns>Shape [m, T], each row on the simplex.</returns>
    /// <exception cref="PmlException"><see cref="TaskWeights"/> does not hold whole rows, or one is not on the simplex.</exception>
    public double[,] TaskWeightsFor(int tasks)
    {
        var rows = Enumerable.Range(0, MembersFor(tasks))
            .Select(k => TaskWeights is null ? Simplex.Corner(tasks, k) : Simplex.OnSimplex([.. TaskWeights.Skip(k * tasks).Take(tasks)], tasks, $"Row {k + 1} of TaskWeights", "tasks"))
            .ToArray();
        return Matrix.Of(rows.Length, tasks, (k, t) => rows[k][t]);
    }

    /// <summary>The concentration of each member.</summary>
    /// <param name="members">m.</param>
    /// <returns>p, shape [m].</returns>
    /// <exception cref="PmlException"><see cref="Concentrations"/> has another length, or an entry that is not above 0.</exception>
    public double[] ConcentrationFor(int members)
    {
        if (Concentrations is null) return [.. Enumerable.Repeat(Concentration, members)];
        if (Concentrations.Count != members)
            throw new PmlException($"Concentrations must hold one number for each of the {members} members; found {Concentrations.Count}.");
        return [.. Concentrations.Select(p => Check.Positive(p, nameof(Concentrations)))];
    }
}
