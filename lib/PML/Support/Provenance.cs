using System.Reflection;

namespace PML.Support;

/// <summary>Where a number comes from: the source that was built and the command that ran it.</summary>
public static class Provenance
{
    /// <summary>The commit that the library was built from, or "unknown".</summary>
    public static string Commit =>
        typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit, ..]
            ? commit[..Math.Min(12, commit.Length)] : "unknown";

    /// <summary>What was typed: <c>PML_COMMAND</c>, which the kit's launcher sets, else the process's command without its folder.</summary>
    public static string Command => Environment.GetEnvironmentVariable("PML_COMMAND") is { Length: > 0 } typed
        ? typed
        : string.Join(' ', Environment.GetCommandLineArgs().Select((argument, i) => i == 0 ? Path.GetFileName(argument) : argument));
}
