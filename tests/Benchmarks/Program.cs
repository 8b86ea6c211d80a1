using PML.Benchmarks;
using PML.Support;

// PML.Benchmarks bench [rounds]                      medians and ratios of training steps
// PML.Benchmarks against DLL [rounds]                steps of this build against those of another checkout's, in turn
// PML.Benchmarks worker STEP                         takes a step of that name for each line of input
// PML.Benchmarks gpu [rounds]                        gradients of a GPU against the CPU's, a small front, steps a second
// PML.Benchmarks illustrative                        seconds for the 25 x 4 runs of the illustrative example
// PML.Benchmarks methods [rounds]                    each weighting method's step against LS's
// PML.Benchmarks sweep [runs epochs]                  equal runs one at a time against two at a time
// PML.Benchmarks large resnet18|segnet WIDTH BATCH W [lambda]   seconds and peak memory of a step
// PML.Benchmarks live [trainings]                    what the live display takes of a training's time
// PML.Benchmarks cells                               latency and memory of a session's 200 cells
// PML.Benchmarks append FILE WRITER COUNT            adds records to a results file
// PML.Benchmarks smoke [checkpoint] [weights]        a short training; its weights' checksum, and their file where named
try
{
    switch (args)
    {
        case ["bench"]:
            StepBenchmark.Run(21);
            return 0;
        case ["bench", var rounds] when int.TryParse(rounds, out var count) && count > 0:
            StepBenchmark.Run(count);
            return 0;
        case ["against", var dll, .. { Length: <= 1 } rest] when rest is [] || int.TryParse(rest[0], out _):
            AgainstBenchmark.Run(dll, rest is [var many] ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : 15);
            return 0;
        case ["worker", var name] when Steps.All.ContainsKey(name):
            AgainstBenchmark.Work(name);
            return 0;
        case ["gpu", .. { Length: <= 1 } rest] when rest is [] || int.TryParse(rest[0], out _):
            return GpuBenchmark.Run(rest is [var times] ? int.Parse(times, System.Globalization.CultureInfo.InvariantCulture) : 21);
        case ["illustrative"]:
            IllustrativeBenchmark.Run();
            return 0;
        case ["methods"]:
            MethodBenchmark.Run(21);
            return 0;
        case ["methods", var rounds] when int.TryParse(rounds, out var count) && count > 0:
            MethodBenchmark.Run(count);
            return 0;
        case ["sweep"]:
            SweepBenchmark.Run(8, 25);
            return 0;
        case ["sweep", var runs, var epochs] when int.TryParse(runs, out var count) && count > 0 && int.TryParse(epochs, out var each) && each > 0:
            SweepBenchmark.Run(count, each);
            return 0;
        case ["large", "resnet18" or "segnet", var width, var batch, var window, .. { Length: <= 1 } rest] when int.TryParse(width, out var channels) && int.TryParse(batch, out var size) && int.TryParse(window, out var networks):
            LargeStepBenchmark.Run(args[1], channels, size, networks, rest is ["lambda"] ? 1 : 0, 3);
            return 0;
        case ["live"]:
            LiveBenchmark.Run(3);
            return 0;
        case ["live", var trainings] when int.TryParse(trainings, out var count) && count > 0:
            LiveBenchmark.Run(count);
            return 0;
        case ["cells"]:
            await CellBenchmark.Run();
            return 0;
        case ["append", var file, var writer, var records] when int.TryParse(records, out var count):
            AppendedRecords.Write(file, writer, count);
            return 0;
        case ["smoke", .. { Length: <= 2 } rest]:
            SmokeTraining.Run(rest.ElementAtOrDefault(0), rest.ElementAtOrDefault(1));
            return 0;
        default:
            Console.Error.WriteLine("usage: PML.Benchmarks bench [ROUNDS] | against DLL [ROUNDS] | worker STEP | gpu [ROUNDS] | illustrative | methods [ROUNDS] | sweep [RUNS EPOCHS] | large resnet18|segnet WIDTH BATCH W [lambda] | live [TRAININGS] | cells | append FILE WRITER COUNT | smoke [CHECKPOINT [WEIGHTS]]\nThe device is PML_DEVICE, else cuda when there is one.");
            return 2;
    }
}
catch (PmlException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
