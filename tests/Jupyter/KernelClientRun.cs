using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Tests.Jupyter;

/// <summary>One run of kernel_client.py, for all tests of a class.</summary>
public sealed class KernelClientRun
{
    private readonly Lazy<JsonObject> _outcomes = new(Run);

    /// <summary>What came of one of its functions.</summary>
    internal JsonNode this[string name]
    {
        get
        {
            JupyterHome.Required();
            var outcome = _outcomes.Value[name] ?? throw new ArgumentException($"kernel_client.py has no check '{name}'");
            if (outcome is JsonObject && outcome["failed"] is { } why) Assert.Fail((string)why!);
            return outcome;
        }
    }

    /// <summary>A cell that one of its functions ran.</summary>
    internal (JsonObject Reply, JsonArray Outputs) Cell(string name) => (this[name]["reply"]!.AsObject(), this[name]["outputs"]!.AsArray());

    private static JsonObject Run()
    {
        using var home = new JupyterHome();
        var (code, output, error) = home.Run(JupyterHome.Interpreter!, home["."], home["prepared"], null, Path.Combine(AppContext.BaseDirectory, "kernel_client.py"), typeof(Live).Assembly.Location);
        Assert.True(code == 0, error);
        return JsonNode.Parse(output.Trim().Split('\n')[^1])!.AsObject();
    }
}
