using System.Reflection;
using static TorchSharp.torch;

namespace PML.Support;

/// <summary>Which torch engine the kit runs on.</summary>
public static class EngineInfo
{
    /// <summary>The engine and its version, e.g. "TorchSharp 0.107.0".</summary>
    public static string Name
    {
        get
        {
            var assembly = typeof(Tensor).Assembly;
            var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            return assembly.GetName().Name == "PML.Torch" ? $"PML.Torch, libtorch {__version__}" : $"TorchSharp {version.Split('+')[0]}";
        }
    }
}
