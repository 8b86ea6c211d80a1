using System.Globalization;
using System.Net;
using System.Text;
using PML.Host.Notebooks;
using PML.Support;
using PML.Training;

namespace PML.Host.Reports;

/// <summary>The parts of a page about the run that made it: its parameters, and the records of its trainings.</summary>
internal static class AboutRun
{
    private static readonly string[] s_metrics = ["hypervolume", "valid.hypervolume"];

    /// <summary>The parameters, when it ran and how; folded away.</summary>
    public static string Parameters(Notebook notebook, RunFacts? facts)
    {
        var html = new StringBuilder();
        var parameters = ParametersCell.Values(notebook);
        if (parameters.Count > 0)
            html.Append("<div class=\"wide\"><table class=\"parameters\"><thead><tr><th>Parameter</th><th>Value</th><th>Default</th></tr></thead><tbody>")
                .AppendJoin("", parameters.Select(p => $"<tr{(p.Changed ? " class=\"changed\"" : "")}><th scope=\"row\">{Escape(p.Parameter.Name)}</th><td><code>{Escape(p.Value)}</code></td><td><code>{Escape(p.Parameter.Default)}</code></td></tr>"))
                .Append("</tbody></table></div>");
        if (facts is not null)
            html.Append("<dl>").AppendJoin("", Facts(facts).Select(f => $"<div><dt>{f.Name}</dt><dd>{Escape(f.Value)}</dd></div>")).Append("</dl>");
        string summary = parameters.Count > 0 ? "Parameters: " + string.Join(", ", parameters.Select(p => $"{p.Parameter.Name} = {p.Value}")) : "About this run";
        return html.Length == 0 ? "" : $"<details class=\"about\"><summary>{Escape(summary)}</summary>{html}</details>\n";
    }

    /// <summary>The trainings: a table to read, and the records themselves to copy.</summary>
    /// <param name="records">The records; none gives no section.</param>
    /// <param name="contents">Takes up the section's heading.</param>
    public static string Records(IReadOnlyList<RunRecord> records, Contents contents)
    {
        if (records.Count == 0) return "";
        var metrics = s_metrics.Where(m => records.Any(r => r.Metrics.ContainsKey(m))).ToArray();
        var html = new StringBuilder($"<section class=\"records\"><h2 id=\"{contents.Add(2, "run-records", "Run records")}\">Run records</h2>\n<p>The trainings behind this page, {Number(records.Count)}, with what made them.</p>\n<details><summary>Table</summary><div class=\"wide\"><table><thead><tr>")
            .AppendJoin("", ((string[])["Experiment", "Method", "Seed", "Scale", .. metrics, "Seconds", "Device", "Engine", "Commit", "Data"]).Select(h => $"<th>{Escape(h)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var r in records)
            html.Append("<tr>").AppendJoin("", ((string[])[r.Experiment, r.Method, Number(r.Seed), r.Scale, .. metrics.Select(m => r.Metrics.TryGetValue(m, out double v) ? v.ToString("0.0000", CultureInfo.InvariantCulture) : "–"), Number(r.Seconds), r.Device, r.Engine, r.Commit[..Math.Min(10, r.Commit.Length)], $"{r.Data.Name}, {r.Data.Protocol}"]).Select(v => $"<td>{Escape(v)}</td>")).Append("</tr>\n");
        return html.Append("</tbody></table></div></details>\n<details class=\"noprint\"><summary>Records (JSON, one a line)</summary><pre>")
            .AppendJoin("\n", records.Select(r => Escape(r.ToJson()))).Append("</pre></details></section>\n").ToString();
    }

    private static IEnumerable<(string Name, string Value)> Facts(RunFacts facts)
    {
        yield return ("Outcome", facts.Outcome);
        yield return ("Started", facts.Started.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
        yield return ("Took", RunConsole.Duration(facts.Took));
        yield return ("Command", Provenance.Command);
        yield return ("Commit", Provenance.Commit);
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
