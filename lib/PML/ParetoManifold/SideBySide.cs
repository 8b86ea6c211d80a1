using PML.Objectives;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>Many runs of Pareto Manifold Learning at once, as one ensemble whose weightings are block-diagonal.</summary>
/// <remarks>
/// A run's weightings are 0 on every other run's members, so no run feels another: each trains as it would alone, to float accuracy, at a
/// fraction of the cost where an objective is small. A run draws its weightings from a stream of its own, known by its key, and so gets
/// the same ones in any company.
/// </remarks>
internal sealed class SideBySide : ILearner
{
    private readonly PmlOptions _options;
    private readonly IReadOnlyList<int> _keys;
    private readonly double[] _concentration;
    private readonly int _members;
    private readonly ParetoManifoldLearning _ensemble;

    /// <summary>The runs before their first batch.</summary>
    /// <param name="options">Those of each run.</param>
    /// <param name="objective">The vector loss; the caller's.</param>
    /// <param name="keys">What tells each run's random numbers from another's.</param>
    /// <param name="seed">Root seed of the members' first weights.</param>
    /// <param name="device">Where the members live.</param>
    /// <exception cref="PmlException">There is a multi-forward penalty: it would compare weightings of different runs.</exception>
    internal SideBySide(PmlOptions options, IVectorObjective objective, IReadOnlyList<int> keys, long seed, Device device)
    {
        if (options.Lambda > 0) throw new PmlException($"Runs side by side have no multi-forward penalty; found Lambda {options.Lambda}. Set it to 0, or train one run at a time.");
        (_options, _keys, _members) = (options, keys, options.MembersFor(objective.TaskCount));
        _concentration = options.ConcentrationFor(_members);
        var weights = options.TaskWeightsFor(objective.TaskCount).Cast<double>();
        var all = options with { Concentrations = null, TaskWeights = new Numbers(Enumerable.Repeat(weights, keys.Count).SelectMany(rows => rows)) };
        _ensemble = new ParetoManifoldLearning(all, objective, seed, device, keys.Count);
    }

    /// <summary>The members of all runs, one run after another, shape [runs m, N].</summary>
    public Tensor Theta => _ensemble.Theta;

    /// <inheritdoc/>
    public double[] State { get => _ensemble.State; set => _ensemble.State = value; }

    /// <inheritdoc/>
    public LearningStep Step(Batch batch, Random random)
    {
        var step = random.NextInt64();
        var alphas = new double[_keys.Count * _options.Window, _keys.Count * _members];
        for (var run = 0; run < _keys.Count; run++)
        {
            var own = Seeds.Stream(step, "run", _keys[run]);
            for (var w = run * _options.Window; w < (run + 1) * _options.Window; w++)
            {
                var alpha = Simplex.Dirichlet(_concentration, own);
                for (var k = 0; k < _members; k++) alphas[w, run * _members + k] = alpha[k];
            }
        }

        return _ensemble.Step(batch, alphas);
    }

    /// <inheritdoc/>
    public void Dispose() => _ensemble.Dispose();
}
