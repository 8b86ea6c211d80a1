using System.Reflection;

namespace PML.Support;

/// <summary>Shows values in whatever notebook kernel the library was loaded into, found by name: the library references none of their packages.</summary>
internal static class NotebookDisplay
{
    /// <summary>Shows a value as an output of the cell that runs.</summary>
    /// <param name="value">The value.</param>
    /// <returns>What replaces it where it stands; null outside a notebook.</returns>
    public static Action<object>? Show(object value)
    {
        var shown = ByContext(value) ?? ByExtension(value);
        var update = shown?.GetType().GetMethod("Update", [typeof(object)]);
        return update is null ? null : newer => update.Invoke(shown, [newer]);
    }

    // .NET Interactive: what its value.Display() returns does not update in place, what the context's returns does.
    private static object? ByContext(object value)
    {
        var context = Find("Microsoft.DotNet.Interactive.KernelInvocationContext")?.GetProperty("Current")?.GetValue(null);
        return context is null ? null : Call("Microsoft.DotNet.Interactive.KernelInvocationContextExtensions", "Display", context, value, Array.Empty<string>());
    }

    private static object? ByExtension(object value) => Call("System.DisplayExtensions", "Display", value, Array.Empty<string>());

    private static object? Call(string type, string name, params object[] arguments)
    {
        var method = Find(type)?.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(m => m.Name == name && !m.IsGenericMethod && m.GetParameters().Length == arguments.Length && m.GetParameters()[^1].ParameterType == typeof(string[]));
        try
        {
            return method?.Invoke(null, arguments);
        }
        catch (TargetInvocationException)
        {
            // The kernel is loaded, but no cell of it runs here.
            return null;
        }
    }

    /// <summary>A type of whatever is loaded, by its full name; null when there is none.</summary>
    internal static Type? Find(string name) => AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(name, throwOnError: false)).FirstOrDefault(t => t is not null);
}
