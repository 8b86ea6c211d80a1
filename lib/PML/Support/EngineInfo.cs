using System.Reflection;
using static TorchSharp.torch;

namespace PML.Support;

/// <summary>Which tensor library the kit runs on.</summary>
public static class EngineInfo
{
    /// <summary>The library and its version, e.g. "TorchSharp 0.107.0".</summary>
    public static string Name { get; } =
        $"TorchSharp {typeof(Tensor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";
}
