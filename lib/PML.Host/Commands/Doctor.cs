using System.Runtime.InteropServices;
using PML.Data;
using PML.Figures;
using PML.Support;

namespace PML.Host.Commands;

/// <summary><c>doctor</c>: what this machine has, what it lacks, and the command that mends it.</summary>
internal static class Doctor
{
    private const string NoData = "none yet; a notebook prepares what it needs, or type: lib/pml data multimnist --protocol paper";

    /// <summary>One thing that was looked at.</summary>
    /// <param name="Verdict">"ok", "note" when something optional is missing, "needs" when runs cannot work.</param>
    /// <param name="Text">What was found.</param>
    /// <param name="Mend">What to type; empty when all is well.</param>
    internal sealed record Finding(string Verdict, string Text, string Mend = "");

    /// <summary>Looks at everything.</summary>
    public static IReadOnlyList<Finding> Report() => [.. Machine(), Engine(), Figures(), .. Data()];

    /// <summary>Writes the report.</summary>
    /// <returns>0 when runs will work, else 1.</returns>
    public static int Write(TextWriter output)
    {
        var findings = Report();
        foreach (var finding in findings)
        {
            output.WriteLine($"  {finding.Verdict,-5}  {finding.Text}");
            if (finding.Mend.Length > 0) output.WriteLine($"         {finding.Mend}");
        }
        return findings.Any(f => f.Verdict == "needs") ? 1 : 0;
    }

    private static IEnumerable<Finding> Machine()
    {
        yield return new Finding("ok", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})");
        yield return new Finding("ok", $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB memory");
        yield return new Finding("ok", $"library and host in {AppContext.BaseDirectory}");
    }

    /// <summary>What does the tensor work, and where.</summary>
    public static Finding Engine()
    {
        try
        {
            return new Finding("ok", $"tensors by {EngineInfo.Name}, device {Devices.Default}");
        }
        catch (PmlException e)
        {
            return new Finding("needs", e.Message);
        }
        // Whatever stops a native library from loading is what this command is there to show.
        catch (Exception e)
        {
            return new Finding("needs", $"TorchSharp does not load: {e.GetBaseException().Message}", "Type: lib/pml setup");
        }
    }

    private static Finding Figures() => ChromiumRenderer.IsAvailable(out string why)
        ? new Finding("ok", $"figures: Chromium and {PlotlyScript.Find()}")
        : new Finding("note", $"figures have limits here: {why}");

    private static IEnumerable<Finding> Data()
    {
        string prepared;
        try
        {
            prepared = DataFolders.Prepared;
        }
        catch (PmlException e)
        {
            return [new Finding("note", e.Message)];
        }
        var folders = Directory.Exists(prepared) ? Directory.GetFiles(prepared, Manifest.FileName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }) : [];
        return folders.Length == 0
            ? [new Finding("ok", $"prepared data sets in {prepared}: {NoData}")]
            : folders.Order(StringComparer.Ordinal).Select(f => Set(Path.GetDirectoryName(f)!));
    }

    private static Finding Set(string folder)
    {
        try
        {
            var manifest = Manifest.Load(folder);
            return new Finding("ok", $"data set {manifest.Set}, protocol {manifest.Protocol} ({manifest.Arrays.Sum(a => a.Bytes) >> 20} MB, sha256 {manifest.Sha256[..12]})");
        }
        catch (PmlException e)
        {
            return new Finding("note", e.Message, "Type: lib/pml data verify");
        }
    }
}
