using System.Text.Json.Nodes;
using PML.Figures;

namespace PML.Tests.Figures;

/// <summary>An explorer in a real browser, opened from its file without a network, and used by mouse, finger and keyboard.</summary>
internal sealed class ExplorerPage(ChromiumPage page)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Opens an explorer and gives it to a test.</summary>
    internal static void Use(FrontExplorer explorer, string path, Action<ExplorerPage> test)
    {
        explorer.Save(path);
        using var browser = new ChromiumBrowser();
        browser.Use(page =>
        {
            var opened = new ExplorerPage(page);
            opened.Send("Emulation.setDeviceMetricsOverride", ("width", 1000), ("height", 1400), ("deviceScaleFactor", 1), ("mobile", false));
            opened.Send("Page.navigate", ("url", new Uri(path).AbsoluteUri));
            opened.Say("new Promise(go => { const look = () => document.querySelector('.pml-x[data-alive]') ? go() : setTimeout(look, 20); look(); })");
            test(opened);
            return 0;
        }, default);
    }

    /// <summary>What a JavaScript expression gives, as text.</summary>
    internal string Say(string expression) => page.Evaluate(expression, Limit, default)?.ToString() ?? "";

    /// <summary>The text of the first element of a class.</summary>
    internal string Text(string name) => Say($"document.querySelector('.pml-x-{name}').textContent");

    /// <summary>The texts of all elements of a class.</summary>
    internal string[] Texts(string name) => Say($"[...document.querySelectorAll('.pml-x-{name}')].map(e => e.textContent).join('|')").Split('|');

    /// <summary>Presses the mouse at a place of an element, given as shares of its width and height, and lets go at another.</summary>
    internal void Drag(string name, (double X, double Y) from, (double X, double Y) to)
    {
        var box = Box(name);
        Mouse("mousePressed", box(from));
        for (var step = 1; step <= 4; step++) Mouse("mouseMoved", box((from.X + (to.X - from.X) * step / 4, from.Y + (to.Y - from.Y) * step / 4)));
        Mouse("mouseReleased", box(to));
    }

    /// <summary>The same with a finger.</summary>
    internal void Touch(string name, (double X, double Y) from, (double X, double Y) to)
    {
        var box = Box(name);
        foreach (var (type, at) in ((string, (double, double))[])[("touchStart", from), ("touchMove", ((from.X + to.X) / 2, (from.Y + to.Y) / 2)), ("touchMove", to)])
        {
            var (x, y) = box(at);
            Send("Input.dispatchTouchEvent", ("type", type), ("touchPoints", new JsonArray(new JsonObject { ["x"] = x, ["y"] = y })));
        }

        Send("Input.dispatchTouchEvent", ("type", "touchEnd"), ("touchPoints", new JsonArray()));
    }

    /// <summary>Presses a key some times.</summary>
    internal void Key(string key, int times = 1, bool shift = false)
    {
        var code = key switch { "ArrowLeft" => 37, "ArrowUp" => 38, "ArrowRight" => 39, "ArrowDown" => 40, "Home" => 36, _ => key[0] };
        for (var i = 0; i < times; i++)
            foreach (var type in (string[])["keyDown", "keyUp"])
                Send("Input.dispatchKeyEvent", ("type", type), ("key", key), ("code", key), ("windowsVirtualKeyCode", code), ("modifiers", shift ? 8 : 0));
    }

    /// <summary>Gives a command to the browser.</summary>
    internal JsonObject Send(string method, params (string Name, JsonNode? Value)[] parameters) =>
        page.Send(method, new JsonObject(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))), Limit, default);

    private void Mouse(string type, (double X, double Y) at) =>
        Send("Input.dispatchMouseEvent", ("type", type), ("x", at.X), ("y", at.Y), ("button", "left"), ("buttons", type == "mouseReleased" ? 0 : 1), ("clickCount", 1));

    private Func<(double X, double Y), (double X, double Y)> Box(string name)
    {
        var box = Say($"(() => {{ const e = document.querySelector('.pml-x-{name}'); e.scrollIntoView({{ block: 'center' }}); const r = e.getBoundingClientRect(); return [r.left, r.top, r.width, r.height].join(); }})()")
            .Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return at => (box[0] + box[2] * at.X, box[1] + box[3] * at.Y);
    }
}
