using System.Collections;
using System.Reflection;

namespace PML.Tests.Support;

/// <summary>Shows a value as notebook kernels do: they find its formatters by the attribute's and the members' names alone.</summary>
internal static class Convention
{
    internal static string[] Preferred(object value) => (string[])Source(value).GetType().GetProperty("PreferredMimeTypes")!.GetValue(Source(value))!;

    internal static string Show(object value, string mimeType)
    {
        var type = (Type)Source(value).GetType().GetProperty("FormatterSourceType")!.GetValue(Source(value))!;
        var source = Activator.CreateInstance(type)!;
        var formatters = (IEnumerable)type.GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        var formatter = formatters.Cast<object>().First(f => (string)f.GetType().GetProperty("MimeType")!.GetValue(f)! == mimeType);
        var writer = new StringWriter();
        var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!;
        Assert.True((bool)format.Invoke(formatter, [value, writer])!);
        Assert.False((bool)format.Invoke(formatter, ["another type", writer])!);
        return writer.ToString();
    }

    private static Attribute Source(object value) => value.GetType().GetCustomAttributes().Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
}
