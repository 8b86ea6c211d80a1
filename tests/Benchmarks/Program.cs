using PML.Benchmarks;
using PML.Support;

// PML.Benchmarks bench [rounds]                      medians and ratios of training steps
// PML.Benchmarks illustrative                        seconds for the 25 x 4 runs of the illustrative example
// PML.Benchmarks methods [rounds]                    each weighting method's step against LS's
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
        case ["illustrative"]:
            IllustrativeBenchmark.Run();
            return 0;
        case ["methods"]:
            MethodBenchmark.Run(21);
            return 0;
        case ["methods", var rounds] when int.TryParse(rounds, out var count) && count > 0:
            MethodBenchmark.Run(count);
            return 0;
        case ["smoke", .. { Length: <= 2 } rest]:
            SmokeTraining.Run(rest.ElementAtOrDefault(0), rest.ElementAtOrDefault(1));
            return 0;
        default:
            Console.Error.WriteLine("usage: PML.Benchmarks bench [ROUNDS] | illustrative | smoke [CHECKPOINT [WEIGHTS]]\nThe device is PML_DEVICE, else cuda when there is one.");
            return 2;
    }
}
catch (PmlException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
