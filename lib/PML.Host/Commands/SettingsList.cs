using PML.Experiments;

namespace PML.Host.Commands;

/// <summary>What <c>train --list</c> shows: experiments and methods, each with its settings, their types, defaults and ranges.</summary>
internal static class SettingsList
{
    public static void Write(TextWriter output)
    {
        output.WriteLine("Experiments");
        foreach (var (name, presets) in ExperimentCatalogue.Presets)
        {
            output.WriteLine($"\n  {name}   presets: {string.Join(", ", presets.Keys)}");
            Settings(output, presets.Values.First());
        }

        output.WriteLine("\nMethods");
        foreach (var method in MethodCatalogue.All)
        {
            output.WriteLine($"\n  {method.Name}");
            Settings(output, method);
        }
    }

    private static void Settings(TextWriter output, object record)
    {
        foreach (var setting in PML.Support.Settings.Of(record))
            output.WriteLine($"    {setting.Name,-20} {setting.Type} = {setting.Default}{(setting.Summary.Length > 0 ? $"   {setting.Summary}" : "")}");
    }
}
