using System.Diagnostics;
using PML.Host.Formatting;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;

namespace PML.Benchmarks;

/// <summary>What the live display takes of a training's time: measured inside each training, so that a busy machine matters little.</summary>
internal static class LiveBenchmark
{
    private const double Bar = 0.02;

    internal static void Run(int trainings)
    {
        using var train = SyntheticData.Images(8192, Devices.Default);
        using var valid = SyntheticData.Images(1024, Devices.Default, seed: 1);
        var network = new LeNet();
        ITaskLoss[] losses = [new CrossEntropy(), new CrossEntropy()];
        Console.WriteLine($"{EngineInfo.Name}, device {Devices.Default}, LeNet, batch 256, PML W = 4");
        for (var seed = 0; seed < trainings; seed++)
        {
            var (watch, fronts, updates, bytes) = (new Stopwatch(), 0, 0, 0);
            var preview = new FrontPreview(network, losses, valid, 64, null);
            void Show(object value)
            {
                updates++;
                bytes = Math.Max(bytes, MimeFormatter.Bundle(value, []).ToJsonString().Length);
            }

            var live = new LiveProgress(value => { Show(value); return Show; }, TextWriter.Null, TimeProvider.System);
            var trainer = new Trainer(new TrainOptions { Epochs = 6, Seed = seed }) { Preview = learner => Timed(() => { fronts++; return preview.Of(learner); }) };
            using var learner = trainer.Train(new PmlOptions { Window = 4 }, new NetworkObjective(network, losses), train, new Reports(report => Timed(() => { live.Report(report); return 0; })));
            var share = watch.Elapsed / trainer.Elapsed;
            Console.WriteLine(FormattableString.Invariant($"{trainer.Elapsed.TotalSeconds:0.0} s, {updates} updates of at most {bytes} bytes, {fronts} fronts measured: {watch.Elapsed.TotalSeconds:0.000} s, ratio {share:0.0000} (bar {Bar})"));

            T Timed<T>(Func<T> work)
            {
                watch.Start();
                var result = work();
                watch.Stop();
                return result;
            }
        }
    }

    private sealed class Reports(Action<TrainProgress> take) : IProgress<TrainProgress>
    {
        public void Report(TrainProgress value) => take(value);
    }
}
