namespace PML.Support;

/// <summary>Tells notebook kernels how to show a type. They look for an attribute of this name, so the library needs none of their packages.</summary>
/// <param name="formatterSourceType">A type with a method <c>CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A type with a method <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>What goes into a cell's output, in this order.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
