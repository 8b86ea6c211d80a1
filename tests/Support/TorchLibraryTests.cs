using System.Diagnostics;
using System.Runtime.CompilerServices;
using PML.Support;
using TorchSharp;

namespace PML.Tests.Support;

public sealed class TorchLibraryTests
{
    [Fact]
    public void TensorsAreTorchSharps()
    {
        var assembly = typeof(torch.Tensor).Assembly.GetName();
        Assert.Equal("TorchSharp", assembly.Name);
        Assert.Equal(new Version(0, 107, 0, 0), assembly.Version);
    }

    // As in a notebook, the library comes before the first tensor: its settings are read when libtorch is loaded.
#pragma warning disable CA2255 // No test of any class may come before.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void LibraryFirst() => RuntimeHelpers.RunModuleConstructor(typeof(EngineInfo).Module.ModuleHandle);

    [SkippableFact]
    public void ASumDoesNotDependOnWhereTheNumbersLie()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The settings are made on Linux.");
        const int Count = 30_001;
        using var scope = torch.NewDisposeScope();
        var (a, b) = (torch.rand(Count), torch.rand(Count));
        var (room, more) = (torch.zeros(Count + 16), torch.zeros(Count + 16));
        var sums = new HashSet<float>();
        for (var (i, places) = (0, 16); i < places; i++)
            sums.Add(room.narrow(0, i, Count).copy_(a).dot(more.narrow(0, i * 5 % places, Count).copy_(b)).item<float>());
        Assert.Single(sums);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("3", 3)]
    public void ThreadsAreAWholeNumber(string? text, int threads) => Assert.Equal(threads, TorchLibrary.Threads(text));

    [Theory]
    [InlineData("abc")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2.5")]
    public void OtherThreadsAreRefused(string text) =>
        Assert.Equal($"PML_THREADS must be a whole number of at least 1; found '{text}'.", Assert.Throws<PmlException>(() => TorchLibrary.Threads(text)).Message);

    [SkippableFact]
    public void AnotherLibtorchIsTakenOrRefusedInASentence()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "PML_LIBTORCH is for Linux.");
        using var scratch = new Scratch();
        var empty = Directory.CreateDirectory(scratch["empty"]).FullName;
        Assert.Contains($"PML_LIBTORCH must name a folder with libtorch_cpu.so, such as site-packages/torch/lib; found '{empty}'.", Doctor(empty).Output, StringComparison.Ordinal);

        var broken = Directory.CreateDirectory(scratch["broken"]).FullName;
        foreach (var name in (string[])["libc10.so", "libtorch_cpu.so"]) File.WriteAllText(Path.Combine(broken, name), "no library");
        var (output, status) = Doctor(broken);
        Assert.Contains($"PML_LIBTORCH is '{broken}', but libc10.so in it cannot be loaded: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(1, status);

        // The package's own, elsewhere: the native part is loaded over it.
        var (moved, moves) = Doctor(MovedLibtorch(scratch["moved"]));
        Assert.Contains($"tensors by {EngineInfo.Name}", moved, StringComparison.Ordinal);
        Assert.Contains("libtorch_cpu.so in it", Doctor(MovedLibtorch(scratch["unfit"], without: "libgomp")).Output, StringComparison.Ordinal);
        Assert.Equal(0, moves);
    }

    private static string MovedLibtorch(string folder, string without = "no such file")
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "lib*.so*").Where(file => Path.GetFileName(file) is var name && !name.StartsWith(without, StringComparison.Ordinal)))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(file)), file);
        return folder;
    }

    private static (string Output, int Status) Doctor(string libtorch)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "PML.Host.dll"), "doctor"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PML_LIBTORCH"] = libtorch;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output + error.Result, process.ExitCode);
    }
}
