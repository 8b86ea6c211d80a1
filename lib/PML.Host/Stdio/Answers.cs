using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Commands;
using PML.Host.Insight;
using PML.Support;

namespace PML.Host.Stdio;

/// <summary>Answers what an editor asks about code, one question after the other.</summary>
/// <param name="insight">Knows the answers.</param>
internal sealed class Answers(CellInsight insight)
{
    private const int MostItems = 1000;

    private (int Id, Completions Found) _last = (0, new Completions(0, 0, []));

    /// <summary>The verbs that this answers.</summary>
    public static bool Knows(string verb) => verb is "complete" or "describe" or "hover" or "signatures" or "diagnose" or "status";

    /// <summary>The answer; null when there is none to give.</summary>
    public JsonNode? To(Request request, CancellationToken stop) => request.Do switch
    {
        "complete" => Complete(request, stop),
        "describe" => request.Of == _last.Id && request.Item >= 0 && request.Item < _last.Found.Items.Count ? _last.Found.Items[request.Item].Documentation : null,
        "hover" => insight.Inspect(request.Code, request.At, stop) is { } found
            ? new JsonObject { ["start"] = found.Start, ["end"] = found.End, ["signature"] = found.Signature, ["documentation"] = found.Documentation } : null,
        "signatures" => insight.Signatures(request.Code, request.At, stop) is { } help ? Of(help) : null,
        "diagnose" => new JsonArray([.. insight.Diagnose(request.Code, request.Syntax, stop).Select(Of)]),
        _ => Status(),
    };

    private JsonObject Complete(Request request, CancellationToken stop)
    {
        var found = insight.Complete(request.Code, request.At, stop);
        _last = (request.Id, found);
        return new JsonObject
        {
            ["start"] = found.Start,
            ["end"] = found.End,
            ["incomplete"] = found.Items.Count > MostItems,
            ["items"] = new JsonArray([.. found.Items.Take(MostItems).Select(i => new JsonObject { ["text"] = i.Text, ["kind"] = i.Kind, ["signature"] = i.Signature })]),
        };
    }

    private static JsonObject Of(SignatureHelp help) => new()
    {
        ["active"] = help.Active,
        ["parameter"] = help.Parameter,
        ["signatures"] = new JsonArray([.. help.Signatures.Select(s => new JsonObject
        {
            ["signature"] = s.Signature,
            ["documentation"] = s.Documentation,
            ["parameters"] = new JsonArray([.. s.Parameters.Select(p => new JsonObject { ["label"] = p.Label, ["documentation"] = p.Documentation })]),
        })]),
    };

    private static JsonObject Of(CellDiagnostic d) => new()
    {
        ["line"] = d.Line,
        ["column"] = d.Column,
        ["endLine"] = d.EndLine,
        ["endColumn"] = d.EndColumn,
        ["error"] = d.IsError,
        ["code"] = d.Id,
        ["message"] = d.Message,
    };

    private static JsonObject Status()
    {
        var engine = Doctor.Engine();
        return engine.Verdict == "ok"
            ? new JsonObject { ["engine"] = EngineInfo.Name, ["device"] = Devices.Default.ToString() }
            : new JsonObject { ["problem"] = engine.Text, ["mend"] = engine.Mend };
    }
}
