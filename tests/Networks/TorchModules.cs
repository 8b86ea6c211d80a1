using System.Globalization;
using PML.Networks;
using PML.Tests.Data;

namespace PML.Tests.Networks;

/// <summary>The kit's networks written as PyTorch modules, for programs in Python.</summary>
internal static class TorchModules
{
    /// <summary>Runs a program of this folder, which must succeed, behind the modules.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="folder">Where it reads and writes arrays.</param>
    /// <param name="network">Which network.</param>
    /// <param name="numbers">What makes the module.</param>
    /// <returns>What it printed.</returns>
    internal static string Check(string program, string folder, Network network, params int[] numbers) =>
        Python.Check(Text("torch_modules.py") + Text(program), [folder, network.GetType().Name, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));
}
