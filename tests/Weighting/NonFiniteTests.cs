using PML.Objectives;
using PML.Support;
using PML.Tests.ParetoManifold;
using PML.Tests.Support;
using PML.Training;
using PML.ParetoManifold;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Weighting;

/// <summary>A loss or a gradient that is no number ends the run before it reaches the weights.</summary>
public class NonFiniteTests
{
    public static TheoryData<string, bool, double> Cases()
    {
        var cases = new TheoryData<string, bool, double>();
        foreach (var method in new[] { "LS", "DWA", "FAMO", "MGDA", "Nash-MTL", "PML" })
            foreach (var inLosses in new[] { true, false })
                foreach (var number in new[] { double.NaN, double.PositiveInfinity })
                    cases.Add(method, inLosses, number);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StepTaskAndMethodAreNamedAndTheLastCheckpointIsKept(string name, bool inLosses, double number)
    {
        using var scratch = new Scratch();
        IMethod method = name == "PML" ? new PmlOptions { Window = 2 } : Baselines.All.Single(m => m.Name == name);
        using var data = SyntheticData.Images(10, CPU);
        using var cancellation = new CancellationTokenSource();
        var options = new TrainOptions { Epochs = 10, BatchSize = 10, CheckpointPath = scratch["run.pml"], CheckpointSeconds = 3600 };
        var objective = new PoisonedObjective(inLosses, number) { AtEvaluation = evaluation => { if (evaluation == 3) cancellation.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => new Trainer(options).Train(method, objective, data, cancellationToken: cancellation.Token));
        var kept = File.ReadAllBytes(options.CheckpointPath);

        objective = new PoisonedObjective(inLosses, number) { IsPoisoned = true };
        var error = Assert.Throws<PmlException>(() => new Trainer(options).Train(method, objective, data));
        // FAMO evaluates twice a step.
        Assert.StartsWith($"{name}, seed 0: at step {(name == "FAMO" ? 3 : 4)} of 10 the {(inLosses ? "loss" : "gradient")} of task 2 is no longer a finite number", error.Message);
        Assert.EndsWith($"The last checkpoint is kept: {options.CheckpointPath}.", error.Message);
        Assert.Equal(kept, File.ReadAllBytes(options.CheckpointPath));
    }

    // The second task's numbers are replaced.
    private sealed class PoisonedObjective(bool inLosses, double number) : IVectorObjective
    {
        private readonly QuadraticObjective _inner = new(new double[,] { { 1, 0, 2 }, { -1, 3, 0.5 } }, sharedCount: 3);
        private int _evaluations;

        public int TaskCount => 2;

        public long ParameterCount => 3;

        public long SharedCount => 3;

        internal bool IsPoisoned { get; init; }

        internal Action<int> AtEvaluation { get; init; } = _ => { };

        public float[] Initialize(Random random) => _inner.Initialize(random);

        public IEvaluation Evaluate(Tensor thetas, Batch batch)
        {
            AtEvaluation(++_evaluations);
            return new Evaluation(this, _inner.Evaluate(thetas, batch));
        }

        public override string ToString() => "quadratic";

        private sealed class Evaluation(PoisonedObjective owner, IEvaluation inner) : IEvaluation
        {
            public double[,] Losses
            {
                get
                {
                    var losses = inner.Losses;
                    if (owner is { IsPoisoned: true, InLosses: true })
                        for (var w = 0; w < losses.GetLength(0); w++) losses[w, 1] = owner.Number;
                    return losses;
                }
            }

            public IReadOnlyList<Tensor> TaskGradients() => [.. inner.TaskGradients().Select((gradient, t) => t == 1 ? Poisoned(gradient) : gradient)];

            public Tensor Gradient(double[,] coefficients) => Poisoned(inner.Gradient(coefficients));

            private Tensor Poisoned(Tensor gradient)
            {
                if (owner is { IsPoisoned: true, InLosses: false }) gradient.narrow(1, 1, 1).fill_(owner.Number);
                return gradient;
            }
        }

        private bool InLosses => inLosses;

        private double Number => number;
    }
}
