namespace Microsoft.DotNet.Interactive;

/// <summary>Stands in for .NET Interactive's own context, by its names and shapes; there is none except inside a test that sets it.</summary>
public sealed class KernelInvocationContext
{
    private static readonly AsyncLocal<KernelInvocationContext?> s_current = new();

    public static KernelInvocationContext? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public CancellationToken CancellationToken { get; init; }

    public List<string> Shown { get; } = [];
}

/// <summary>.NET Interactive's extension methods of the context.</summary>
public static class KernelInvocationContextExtensions
{
    public static Displayed Display(this KernelInvocationContext context, object value, params string[] mimeTypes)
    {
        context.Shown.Add($"{value} {mimeTypes.Length}");
        return new Displayed(context);
    }

    public static Displayed DisplayAs(this KernelInvocationContext context, string value, string mimeType, params string[] more) => throw new NotSupportedException();

    public sealed class Displayed(KernelInvocationContext context)
    {
        public void Update(object updatedValue) => context.Shown.Add($"updated: {updatedValue}");
    }
}
