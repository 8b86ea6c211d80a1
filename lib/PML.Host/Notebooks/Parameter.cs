using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using PML.Support;

namespace PML.Host.Notebooks;

/// <summary>A variable that the parameters cell declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its C# type: int, long, float, double, bool or string.</param>
/// <param name="Default">Its value as written in the cell.</param>
internal sealed record Parameter(string Name, string Type, string Default)
{
    /// <summary>Every type that a parameter may have.</summary>
    public static readonly string[] Types = ["int", "long", "float", "double", "bool", "string"];

    private static readonly string[] s_scales = ["smoke", "full"];

    /// <summary>A value, as typed on the command line, as a C# literal of the parameter's type.</summary>
    /// <exception cref="PmlException">The value is none of that type.</exception>
    public string Literal(string value)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (Name == "scale" && Type == "string" && !s_scales.Contains(value)) throw Wrong(value, "must be smoke or full");
        return Type switch
        {
            "int" when int.TryParse(value, NumberStyles.AllowLeadingSign, invariant, out int i) => i.ToString(invariant),
            "long" when long.TryParse(value, NumberStyles.AllowLeadingSign, invariant, out long l) => l.ToString(invariant) + "L",
            "float" when float.TryParse(value, NumberStyles.Float, invariant, out float f) && float.IsFinite(f) => f.ToString("R", invariant) + "f",
            "double" when double.TryParse(value, NumberStyles.Float, invariant, out double d) && double.IsFinite(d) => d.ToString("R", invariant) + "d",
            "bool" when bool.TryParse(value, out bool b) => b ? "true" : "false",
            "string" => SymbolDisplay.FormatLiteral(value, quote: true),
            "int" or "long" => throw Wrong(value, $"must be a whole number ({Type})"),
            "bool" => throw Wrong(value, "must be true or false"),
            _ => throw Wrong(value, $"must be a finite number ({Type})"),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Name} = {Default}";

    private PmlException Wrong(string value, string rule) => new($"Parameter {Name} {rule}; found '{value}'. Default: {Default}.");
}
