using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PML.Tests.Torch.SystemEngine;

/// <summary>Writes the public members of types in the notation of the TorchSharp listing, one a line.</summary>
internal static class ApiWriter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Lines(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Lines);

    public static IEnumerable<string> Lines(Type type)
    {
        yield return $"{KindOf(type)} {Text(type)}";
        foreach (var member in type.GetMembers(Declared))
            if (Line(type, member) is { } line) yield return line;
    }

    private static string? Line(Type type, MemberInfo member) => member switch
    {
        ConstructorInfo c => $"new {Text(type)}({Texts(c)})",
        MethodInfo { IsSpecialName: true } m when !m.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo m => $"{(m.IsStatic ? "static" : "method")} {Text(type)}::{m.Name}{GenericsOf(m)}({(m.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")}{Texts(m)}) : {Text(m.ReturnType)}",
        PropertyInfo p => $"{(p.GetAccessors()[0].IsStatic ? "static property" : "property")} {Text(type)}::{p.Name}{IndicesOf(p)} : {Text(p.PropertyType)} {{{(p.GetMethod is { IsPublic: true } ? " get;" : "")}{(p.SetMethod is { IsPublic: true } ? " set;" : "")} }}",
        FieldInfo { IsSpecialName: true } => null,
        FieldInfo { IsLiteral: true } f => $"const {Text(type)}::{f.Name} : {Text(f.FieldType)} = {Constant(f.GetRawConstantValue())}",
        FieldInfo f => $"{(f.IsStatic ? "static field" : "field")} {Text(type)}::{f.Name} : {Text(f.FieldType)}",
        Type => null,
        _ => $"{member.MemberType} {Text(type)}::{member.Name}",
    };

    private static string KindOf(Type t) => t switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        _ => t.IsSubclassOf(typeof(Delegate)) ? "delegate" : "class",
    };

    private static string GenericsOf(MethodInfo m) => m.IsGenericMethodDefinition ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string IndicesOf(PropertyInfo p) => p.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(Text))}]" : "";

    private static string Texts(MethodBase m) => string.Join(", ", m.GetParameters().Select(Text));

    private static string Text(ParameterInfo p)
    {
        var modifier = p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "";
        return $"{modifier}{Text(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + Constant(p.RawDefaultValue) : "")}";
    }

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string s => $"\"{s}\"",
        bool b => b ? "true" : "false",
        Enum e => Convert.ToInt64(e, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Text(Type t)
    {
        if (t.IsByRef) return Text(t.GetElementType()!);
        if (t.IsPointer) return Text(t.GetElementType()!) + "*";
        if (t.IsArray) return $"{Text(t.GetElementType()!)}[{new string(',', t.GetArrayRank() - 1)}]";
        if (t.IsGenericParameter) return t.Name;
        if (Nullable.GetUnderlyingType(t) is { } value) return Text(value) + "?";
        var own = t.GetGenericArguments().Skip(t.DeclaringType?.GetGenericArguments().Length ?? 0).Select(Text).ToArray();
        var prefix = t.DeclaringType is { } outer ? Text(outer) + "." : t.Namespace is null or "System" ? "" : t.Namespace + ".";
        return prefix + t.Name.Split('`')[0] + (own.Length == 0 ? "" : $"<{string.Join(", ", own)}>");
    }
}
