using System.Diagnostics;

namespace PML.Tests.Torch.SystemEngine;

/// <summary>native/build.sh tells what it would build against and what it lacks. (The build itself made the library under test.)</summary>
public sealed class ShimBuildTests
{
    [Fact]
    public void ItNamesTheLibtorchItFound()
    {
        var (status, output, _) = Run("--find");
        Assert.Equal(0, status);
        Assert.Matches(@"^libtorch \d+\.\d+\.\d+ \((CPU|CUDA)\) from ", output);
    }

    [Fact]
    public void AWrongFolderIsNamed()
    {
        var (status, _, error) = Run("--find", ("PML_LIBTORCH", "/no/such/folder"));
        Assert.Equal(1, status);
        Assert.Contains("PML_LIBTORCH", error);
        Assert.Contains("'/no/such/folder'", error);
    }

    [Fact]
    public void AMissingCompilerIsNamed()
    {
        var target = Path.Combine(Path.GetTempPath(), $"pml-{Guid.NewGuid():N}.so");
        var (status, _, error) = Run(target, ("CXX", "no-such-compiler"));
        Assert.Equal(1, status);
        Assert.Contains("'no-such-compiler'", error);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void WithoutATargetItTellsItsUse()
    {
        var (status, _, error) = Run("");
        Assert.Equal(2, status);
        Assert.Contains("usage", error);
    }

    private static (int Status, string Output, string Error) Run(string argument, params (string Name, string Value)[] environment)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PML.Notebooks.sln"))) folder = folder.Parent;
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(folder.FullName, "lib", "PML.Torch", "native", "build.sh"));
        if (argument.Length > 0) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
