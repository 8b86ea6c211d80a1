using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Loader;
using TorchSharp;

namespace PML.Tests.Torch.SystemEngine;

/// <summary>How the shim is found and loaded. A second copy of the assembly stands for a new process.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class NativeLoaderTests : IDisposable
{
    private readonly string? shim = Environment.GetEnvironmentVariable("PML_SHIM");
    private readonly string? threads = Environment.GetEnvironmentVariable("PML_THREADS");
    private readonly string folder = Directory.CreateTempSubdirectory("pml-loader").FullName;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PML_SHIM", shim);
        Environment.SetEnvironmentVariable("PML_THREADS", threads);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void NothingIsLoadedBeforeItIsNeeded()
    {
        Environment.SetEnvironmentVariable("PML_SHIM", Path.Combine(folder, "absent.so"));
        var copy = Copy();
        Assert.Equal("cuda:1", Member(copy, "device", typeof(string)).Invoke(null, ["cuda:1"])!.ToString());
        using var scope = (IDisposable)Member(copy, "NewDisposeScope").Invoke(null, [])!;
    }

    [Fact]
    public void AMissingShimIsNamedWithTheRemedyAndCanComeLater()
    {
        var absent = Path.Combine(folder, "libpml_torch.so");
        Environment.SetEnvironmentVariable("PML_SHIM", absent);
        var getThreads = Member(Copy(), "get_num_threads");
        var e = Assert.IsType<DllNotFoundException>(Assert.Throws<TargetInvocationException>(() => getThreads.Invoke(null, [])).InnerException);
        Assert.Contains(absent, e.Message);
        Assert.Contains("lib/pml setup", e.Message);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "libpml_torch.so"), absent);
        Assert.True((int)getThreads.Invoke(null, [])! >= 1);
    }

    [Fact]
    public void AShimThatCannotBeLoadedIsNamedWithTheReason()
    {
        var broken = Path.Combine(folder, "libpml_torch.so");
        File.WriteAllText(broken, "no library");
        var e = Assert.Throws<DllNotFoundException>(() => NativeLoader.Load(broken));
        Assert.Contains(broken, e.Message);
        Assert.Contains("lib/pml setup", e.Message);
        Assert.NotNull(e.InnerException);
    }

    [Fact]
    public void TheShimIsBesideTheAssemblyUnlessNamed()
    {
        Environment.SetEnvironmentVariable("PML_SHIM", null);
        var assembly = typeof(torch).Assembly;
        Assert.Equal(Path.Combine(Path.GetDirectoryName(assembly.Location)!, "libpml_torch.so"), NativeLoader.Locate(assembly));
        Assert.True(File.Exists(NativeLoader.Locate(assembly)));
        Environment.SetEnvironmentVariable("PML_SHIM", "/elsewhere/shim.so");
        Assert.Equal("/elsewhere/shim.so", NativeLoader.Locate(assembly));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("two")]
    public void AWrongNumberOfThreadsIsNamed(string text)
    {
        Environment.SetEnvironmentVariable("PML_THREADS", text);
        Assert.Contains($"'{text}'", Assert.Throws<InvalidOperationException>(() => NativeLoader.Load(NativeLoader.Locate(typeof(torch).Assembly))).Message);
    }

    [Fact]
    public void ThreadsComeFromTheEnvironment()
    {
        var before = torch.get_num_threads();
        try
        {
            Environment.SetEnvironmentVariable("PML_THREADS", "2");
            NativeLoader.Load(NativeLoader.Locate(typeof(torch).Assembly));
            Assert.Equal(2, torch.get_num_threads());
            Environment.SetEnvironmentVariable("PML_THREADS", null);
            NativeLoader.Load(NativeLoader.Locate(typeof(torch).Assembly));
            Assert.Equal(1, torch.get_num_threads());
        }
        finally { torch.set_num_threads(before); }
    }

    [Fact]
    public void LibrariesFindTheirSettingsInTheEnvironment()
    {
        torch.get_num_threads();
        Assert.NotEqual("", Variable("GOMP_SPINCOUNT"));
        Assert.NotEqual("", Variable("OPENBLAS_NUM_THREADS"));
        if (Avx512F.IsSupported) Assert.NotEqual("", Variable("OPENBLAS_CORETYPE"));
    }

    [Fact]
    public void TheVersionIsLibtorchs() => Assert.Matches(@"^\d+\.\d+", torch.__version__);

    private static Type Copy() =>
        new AssemblyLoadContext("copy", isCollectible: false).LoadFromAssemblyPath(typeof(torch).Assembly.Location).GetType("TorchSharp.torch", throwOnError: true)!;

    private static MethodInfo Member(Type type, string name, params Type[] parameters) => type.GetMethod(name, parameters)!;

    /// <summary>libc's view of the environment, which is not .NET's.</summary>
    private static string Variable(string name) => Marshal.PtrToStringUTF8(GetVariable(name)) ?? "";

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetVariable(string name);
}
