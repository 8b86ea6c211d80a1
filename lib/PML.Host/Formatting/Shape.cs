using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PML.Host.Formatting;

/// <summary>How a type is laid out when shown: one text, a list of items, or named members.</summary>
internal abstract record Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> s_known = new();

    // Reading their members would block, or tell nothing.
    private static readonly Type[] s_opaque = [typeof(Exception), typeof(Type), typeof(Task), typeof(Delegate)];

    /// <summary>The layout of a type.</summary>
    public static Shape Of(Type type) => s_known.GetOrAdd(type, Find);

    private static Shape Find(Type type)
    {
        if (type == typeof(string) || type.IsPrimitive || type.IsEnum || s_opaque.Any(o => o.IsAssignableFrom(type))) return new ScalarShape();
        if (typeof(IEnumerable).IsAssignableFrom(type)) return new SequenceShape();
        if (IsTuple(type)) return new MemberShape([.. Enumerable.Range(0, ((ITuple)RuntimeHelpers.GetUninitializedObject(type)).Length).Select(i => new Member($"Item{i + 1}", o => ((ITuple)o)[i]))]);
        // A type that says how it reads is taken at its word: its members may cost much, or not be meant for reading.
        if (SaysHowItReads(type)) return new ScalarShape();
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && !p.PropertyType.IsByRefLike && !p.PropertyType.IsPointer)
            .Select(p => new Member(p.Name, p.GetValue))
            .Concat(type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(f => !f.FieldType.IsPointer).Select(f => new Member(f.Name, f.GetValue)))
            .ToArray();
        return members.Length == 0 ? new ScalarShape() : new MemberShape(members);
    }

    private static bool IsTuple(Type type) => typeof(ITuple).IsAssignableFrom(type) && type.IsGenericType && type.Namespace == "System";

    private static bool SaysHowItReads(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)) return false;
        var method = type.GetMethod("ToString", BindingFlags.Public | BindingFlags.Instance, []);
        bool own = method?.DeclaringType is { } declarer && declarer != typeof(object) && declarer != typeof(ValueType);
        return own && method!.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.StartsWith("<>", StringComparison.Ordinal);
    }
}

/// <summary>One text.</summary>
internal sealed record ScalarShape : Shape;

/// <summary>A list of items.</summary>
internal sealed record SequenceShape : Shape;

/// <summary>Named members.</summary>
internal sealed record MemberShape(IReadOnlyList<Member> Members) : Shape;

/// <summary>One named member of a value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Get">Reads it from a value.</param>
internal sealed record Member(string Name, Func<object, object?> Get)
{
    /// <summary>The member's value; an exception stands for a value that cannot be read.</summary>
    public object? Read(object from)
    {
        try
        {
            return Get(from);
        }
        catch (Exception e)
        {
            return e.InnerException ?? e;
        }
    }
}
