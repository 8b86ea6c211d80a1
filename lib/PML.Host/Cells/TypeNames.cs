namespace PML.Host.Cells;

/// <summary>Types by the names that C# code gives them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> s_words = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(decimal)] = "decimal", [typeof(double)] = "double", [typeof(float)] = "float",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(object)] = "object", [typeof(short)] = "short", [typeof(string)] = "string",
    };

    /// <summary>A type's name, e.g. <c>List&lt;int[]&gt;</c>.</summary>
    public static string Of(Type type)
    {
        if (s_words.TryGetValue(type, out var word)) return word;
        if (type.IsArray) return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner) + "?";
        if (type.Name.StartsWith("<>", StringComparison.Ordinal)) return "(anonymous)";
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : type.Name;
    }
}
