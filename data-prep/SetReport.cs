using System.Globalization;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>What is on this machine: for <c>list</c> by a look at sizes, for <c>verify</c> by every checksum.</summary>
/// <param name="root">The folder of <c>downloads</c> and <c>prepared</c>.</param>
/// <param name="mnist">MNIST's raw files.</param>
/// <param name="known">Sets and protocols that the kit makes.</param>
internal sealed class SetReport(string root, Mnist mnist, IReadOnlyList<(string Set, string Protocol)> known)
{
    private const string MnistSet = "mnist";
    private const string Raw = "(raw files)";

    /// <summary>Writes a table of the sets that the kit makes and of any others that are there.</summary>
    public void List(TextWriter output)
    {
        List<string[]> rows = [["set", "protocol", "state", "MB", "sha256", "made by"], MnistRow()];
        rows.AddRange(Places().Select(place => Row(place.Set, place.Protocol)));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows) output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>Recomputes the checksum of every file of one set, or of all.</summary>
    /// <param name="set">The set; null for all.</param>
    /// <param name="report">Told of each whole set.</param>
    /// <returns>A message for each damaged file with the command that mends it; empty when all are whole.</returns>
    /// <exception cref="PmlException">Nothing of <paramref name="set"/> is there.</exception>
    public IReadOnlyList<string> Verify(string? set, Action<string> report)
    {
        var damaged = new List<string>();
        var checkedSets = 0;
        foreach (var place in Places().Where(place => place.Set == (set ?? place.Set) && Directory.Exists(Folder(place))))
        {
            checkedSets++;
            var messages = Damage(place);
            damaged.AddRange(messages);
            if (messages.Count == 0) report($"{place.Set} {place.Protocol}: whole");
        }
        if (set is null or MnistSet && Directory.Exists(mnist.Folder.Path))
        {
            checkedSets++;
            var messages = mnist.Files.Where(file => File.Exists(Path.Combine(mnist.Folder.Path, file.Name))).Select(mnist.Folder.Damage).OfType<string>().ToList();
            damaged.AddRange(messages.Select(message => $"{message} Mend it with: lib/pml data {MnistSet}"));
            if (messages.Count == 0) report($"{MnistSet} {Raw}: whole");
        }
        if (checkedSets > 0) return damaged;
        return set is null ? damaged : throw new PmlException($"There is nothing of '{set}' to verify in {root}. Type: lib/pml data list");
    }

    private IReadOnlyList<string> Damage((string Set, string Protocol) place)
    {
        try
        {
            return PreparedData.OpenFolder(Folder(place), place.Set, place.Protocol).Verify();
        }
        catch (PmlException exception)
        {
            return [exception.Message];
        }
    }

    private string[] MnistRow()
    {
        var present = mnist.Files.Where(file => File.Exists(Path.Combine(mnist.Folder.Path, file.Name))).ToList();
        var state = present.Count == mnist.Files.Count ? "present" : present.Count == 0 ? "absent" : $"{present.Count} of {mnist.Files.Count}";
        return [MnistSet, Raw, state, Megabytes(present.Sum(file => file.Bytes)), "", $"lib/pml data {MnistSet}"];
    }

    private string[] Row(string set, string protocol)
    {
        var command = $"lib/pml data {set} --protocol {protocol}";
        if (!Directory.Exists(Folder((set, protocol)))) return [set, protocol, "absent", "", "", command];
        try
        {
            var manifest = PreparedData.OpenFolder(Folder((set, protocol)), set, protocol).Manifest;
            return [set, protocol, "present", Megabytes(manifest.Arrays.Sum(array => array.Bytes)), manifest.Sha256[..12], manifest.Command];
        }
        catch (PmlException)
        {
            return [set, protocol, "damaged", "", "", command];
        }
    }

    /// <summary>The sets that the kit makes, then others on the disk; hidden folders are work in progress.</summary>
    private IEnumerable<(string Set, string Protocol)> Places() =>
        known.Concat(SubFolders(Path.Combine(root, "prepared")).SelectMany(set => SubFolders(set).Select(folder => (Path.GetFileName(set), Path.GetFileName(folder)))).Except(known));

    private static IEnumerable<string> SubFolders(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal) : [];

    private string Folder((string Set, string Protocol) place) => Path.Combine(root, "prepared", place.Set, place.Protocol);

    private static string Megabytes(long bytes) => bytes == 0 ? "" : (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
