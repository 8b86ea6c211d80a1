using System.Text.Json;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Figures;

/// <summary>Figures that others wrote as plotly.js's JSON.</summary>
internal static class FigureJson
{
    private const int LargestText = 64 << 20;
    private const string Shape = "A figure's JSON must be an object with \"data\" (and, if it likes, \"layout\", \"config\" and \"frames\"), or an array of series";

    // What plotly.js draws with maps that it fetches from a server.
    private static readonly string[] Maps = ["scattergeo", "choropleth", "scattermapbox", "choroplethmapbox", "densitymapbox", "scattermap", "choroplethmap", "densitymap"];

    /// <summary>The figure of a text.</summary>
    /// <exception cref="PmlException">It is none, or would load something from the network.</exception>
    internal static Figure Read(string json)
    {
        if (json.Length > LargestText) throw new PmlException($"A figure's JSON may have at most {LargestText >> 20} million characters; found {json.Length >> 20} million. Draw fewer points.");
        var root = Parse(json);
        var whole = root as JsonObject ?? new JsonObject { ["data"] = root.DeepClone() };
        var (layout, config) = (Part(whole, "layout"), Part(whole, "config"));
        var figure = new Figure(Series(whole["data"]), layout, config, whole["frames"]?.DeepClone());
        if (Pixels(layout, "width") is { } width) figure.Width = width;
        if (Pixels(layout, "height") is { } height) figure.Height = height;
        if (Number(config["toImageButtonOptions"]?["scale"]) is { } scale) figure.PixelRatio = scale;
        if (config["toImageButtonOptions"] is JsonObject { Count: 1 } options && options.ContainsKey("scale")) config.Remove("toImageButtonOptions");
        return figure;
    }

    /// <summary>The config of a figure: what it brought along, and what keeps it from the network.</summary>
    internal static JsonObject Config(JsonObject own, double pixelRatio)
    {
        // plotly.js 4 offers by default to send the data to its maker's server.
        var config = new JsonObject { ["responsive"] = true, ["displaylogo"] = false, ["showSendToCloud"] = false };
        foreach (var (name, value) in own)
            if (name is not ("showSendToCloud" or "plotlyServerURL" or "topojsonURL" or "showEditInChartStudio" or "linkText" or "showLink")) config[name] = value?.DeepClone();
        if (pixelRatio != 2) PlotlyJson.Put(config, "toImageButtonOptions.scale", pixelRatio);
        return config;
    }

    private static JsonNode Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 128 }) ?? throw new PmlException($"{Shape}; found null.");
        }
        catch (JsonException e)
        {
            throw new PmlException($"{Shape}; found a text that is no JSON: {e.Message}", e);
        }
    }

    private static JsonArray Series(JsonNode? data)
    {
        if (data is not JsonArray series) throw new PmlException(data is null ? $"{Shape}; found no \"data\"." : $"{Shape}; found a {data.GetValueKind()} for \"data\".".Replace("found a Object", "found an object", StringComparison.Ordinal));
        for (var i = 0; i < series.Count; i++)
        {
            if (series[i] is not JsonObject trace) throw new PmlException($"{Shape}; series {i + 1} is no object.");
            if (trace["type"] is JsonValue type && type.TryGetValue(out string? name) && Maps.Contains(name))
                throw new PmlException($"A figure must not load from the network; series {i + 1} is of the type {name}, whose map plotly.js fetches from a server. Draw it without a map.");
            Modern(trace, $"series {i + 1}");
        }

        return (JsonArray)series.DeepClone();
    }

    private static JsonObject Part(JsonObject whole, string name)
    {
        if (whole[name] is null) return [];
        var part = whole[name] as JsonObject ?? throw new PmlException($"{Shape}; \"{name}\" is no object.");
        if (name == "layout") Modern(part, name);
        return (JsonObject)part.DeepClone();
    }

    // Since plotly.js 3 a title is an object with text and font.
    private static void Modern(JsonObject node, string place)
    {
        if (node["title"] is JsonValue title) node["title"] = new JsonObject { ["text"] = title.DeepClone() };
        if (node["titlefont"] is { } font)
        {
            PlotlyJson.Put(node, "title.font", font);
            node.Remove("titlefont");
        }

        foreach (var (name, value) in node.ToArray())
        {
            if (name is "source" or "url" && value is JsonValue link && link.TryGetValue(out string? address) && IsRemote(address))
                throw new PmlException($"A figure must not load from the network; {place}.{name} is {address}. Give the picture as a data: URL.");
            if (name is "meta" or "customdata") continue;
            if (value is JsonObject inner) Modern(inner, $"{place}.{name}");
            else if (value is JsonArray items)
                foreach (var item in items.OfType<JsonObject>()) Modern(item, $"{place}.{name}");
        }
    }

    private static bool IsRemote(string address) => address.StartsWith("//", StringComparison.Ordinal) || (address.Contains("://", StringComparison.Ordinal) && !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase));

    // A size that plotly.js would not take is as good as none.
    private static int? Pixels(JsonObject layout, string name)
    {
        var value = Number(layout[name]);
        layout.Remove(name);
        return value is >= 50 and <= 10_000 ? (int)Math.Round(value.Value) : null;
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;
}
