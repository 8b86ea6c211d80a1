using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using PML.Support;

namespace PML.DataPrep;

/// <summary>UTKFace's aligned and cropped faces as they are published: JPEG files named by their labels, in a folder or a .tar.gz.</summary>
internal static partial class UtkFaceFiles
{
    public const string Folder = "UTKFace";
    public const string Archive = "UTKFace.tar.gz";
    public const string Ending = ".jpg.chip.jpg";

    // The published files have 200 x 200 pixels and about 4.5 kB; the archive unpacks to about 130 MB.
    private const int MaximumFile = 4 << 20;
    private const long MaximumUnpacked = 2L << 30;

    /// <summary>Whether a file claims to be an image. macOS leaves files that start with <c>._</c> in archives.</summary>
    public static bool IsImage(string name) => name.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("._", StringComparison.Ordinal);

    /// <summary>The labels in a file's name <c>age_gender_race_date.jpg.chip.jpg</c>.</summary>
    /// <param name="name">The name, without a folder. A space or a missing letter after the date is let pass, as the published files have both.</param>
    /// <returns>The labels; null where one is missing or out of its range.</returns>
    public static FaceLabels? Labels(string name)
    {
        var match = Name().Match(name);
        if (!match.Success) return null;
        var (age, gender, race) = (Number(match, 1), Number(match, 2), Number(match, 3));
        return age <= 116 && gender <= 1 && race <= 4 ? new FaceLabels((byte)age, (byte)gender, (byte)race) : null;
    }

    /// <summary>The images, one after the other, never all in memory and never written anywhere.</summary>
    /// <param name="from">The folder that holds the images, the folder <c>UTKFace</c>, or parts side by side; or the archive.</param>
    /// <returns>Each file's name without its folder, and its content; null where it is too big to be a face.</returns>
    /// <exception cref="PmlException">There is no such place, the images lie deeper in it, or the archive is damaged.</exception>
    public static IEnumerable<(string Name, byte[]? Content)> Read(string from)
    {
        if (Directory.Exists(from)) return ReadFolder(from);
        return File.Exists(from) ? ReadArchive(from) : throw new PmlException($"--from must be a folder or a .tar.gz file; {from} is neither. {Origin}");
    }

    /// <summary>Where people get the files.</summary>
    public const string Origin = "UTKFace may be used for non-commercial research only, and this kit does not bring it. Get 'Aligned&Cropped Faces' (UTKFace.tar.gz) from "
        + "https://susanqq.github.io/UTKFace/ and type: lib/pml data utkface --from UTKFace.tar.gz";

    private static IEnumerable<(string Name, byte[]? Content)> ReadFolder(string from)
    {
        foreach (var path in ImageFolders(from).SelectMany(Directory.EnumerateFiles))
        {
            var name = Path.GetFileName(path);
            if (IsImage(name)) yield return (name, new FileInfo(path).Length <= MaximumFile ? File.ReadAllBytes(path) : null);
        }
    }

    private static IReadOnlyList<string> ImageFolders(string from)
    {
        var inner = Path.Combine(from, Folder);
        if (Directory.Exists(inner)) return [inner];
        if (HasImages(from)) return [from];
        // Some copies part the images: part1, part2, part3.
        string[] parts = [.. Directory.GetDirectories(from).Where(HasImages).Order(StringComparer.Ordinal)];
        if (parts.Length > 0) return parts;
        return FolderTree.Below(from).FirstOrDefault(HasImages) is { } deeper
            ? throw new PmlException($"{from} must hold UTKFace's images, or the folder {Folder} or parts with them; they lie deeper. Try --from {Path.GetDirectoryName(deeper)}")
            : [from];
    }

    private static bool HasImages(string folder) =>
        Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Any(name => IsImage(name) && Labels(name) is not null);

    private static IEnumerable<(string Name, byte[]? Content)> ReadArchive(string from)
    {
        using var packed = File.OpenRead(from);
        foreach (var file in ReadArchive(packed, from)) yield return file;
    }

    /// <summary>As <see cref="Read"/>, of an archive that is open.</summary>
    /// <param name="packed">Its bytes.</param>
    /// <param name="from">Its name, for messages.</param>
    public static IEnumerable<(string Name, byte[]? Content)> ReadArchive(Stream packed, string from)
    {
        using var unpacked = new BoundedStream(new GZipStream(packed, CompressionMode.Decompress), MaximumUnpacked, $"{from}, unpacked,");
        foreach (var file in new TarEntries(unpacked, from, MaximumFile).Read(IsImage)) yield return file;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,3})_([0-9])_([0-9])_[0-9]{8,20}[^_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
