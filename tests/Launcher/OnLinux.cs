namespace PML.Tests.Launcher;

/// <summary>The launcher is a bash program for Linux.</summary>
internal static class OnLinux
{
    internal static void Required() => Skip.IfNot(OperatingSystem.IsLinux(), "lib/pml is for Linux.");
}
