using PML.Figures;

namespace PML.Tests.Figures;

/// <summary>A page of HTML as a reader's browser shows it: opened from its file, without a network.</summary>
internal static class OpenedPage
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Opens a file, waits until an expression holds, and gives what another says.</summary>
    internal static string? Of(string path, string until, string expression, params (string Method, System.Text.Json.Nodes.JsonObject Parameters)[] before)
    {
        using var browser = new ChromiumBrowser();
        return browser.Use(page =>
        {
            foreach (var (method, parameters) in before) page.Send(method, parameters, Limit, default);
            page.Send("Page.navigate", new() { ["url"] = new Uri(path).AbsoluteUri }, Limit, default);
            page.Evaluate($"(async () => {{ while (!({until})) await new Promise(go => setTimeout(go, 20)); }})()", Limit, default);
            return page.Evaluate(expression, Limit, default)?.ToString();
        }, default);
    }
}
