using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace PML.Host.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    /// <summary>The answer to a kernel_info_request.</summary>
    public static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = JupyterMessage.Version,
        ["implementation"] = KernelSpec.Name,
        ["implementation_version"] = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
        ["banner"] = $"PML Notebooks: C# 14 on {RuntimeInformation.FrameworkDescription}. Begin with: #!import pml.csx",
        ["help_links"] = new JsonArray(),
        ["debugger"] = false,
        ["supported_features"] = new JsonArray(),
    };
}
