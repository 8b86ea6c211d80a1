using System.Diagnostics;
using System.Globalization;

namespace PML.Benchmarks;

/// <summary>The same LeNet step in PyTorch, in a process that waits for its turn.</summary>
internal sealed class PythonStep : IDisposable
{
    private readonly Process _process;

    private PythonStep(Process process, string version) => (_process, Version) = (process, version);

    internal string Version { get; }

    /// <summary>Null where no python3 has torch of the libtorch version that the engine runs on.</summary>
    internal static PythonStep? Start()
    {
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            var start = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "python_step.py"));
            // The settings that the library makes for itself, so that both run under the same ones.
            start.Environment.TryAdd("GOMP_SPINCOUNT", "1000");
            start.Environment.TryAdd("OMP_NUM_THREADS", "1");
            if (System.Runtime.Intrinsics.X86.Avx512F.IsSupported) start.Environment.TryAdd("OPENBLAS_CORETYPE", "SkylakeX");
            try
            {
                var process = Process.Start(start)!;
                if (process.StandardOutput.ReadLine() is { } version && version.StartsWith(TorchSharp.torch.__version__.Split('+')[0][..4], StringComparison.Ordinal))
                    return new PythonStep(process, version);
                process.Kill();
                process.Dispose();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No such python.
            }
        }

        return null;
    }

    internal double Step()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        return double.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
