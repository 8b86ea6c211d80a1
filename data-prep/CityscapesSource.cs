using System.Security.Cryptography;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Finds a copy of Cityscapes in a folder, and says how to get one.</summary>
internal static class CityscapesSource
{
    private const string HowToGet = "Register at www.cityscapes-dataset.com and fetch leftImg8bit_trainvaltest.zip (11 GB), gtFine_trainvaltest.zip (241 MB) and disparity_trainvaltest.zip (3.5 GB) into one folder; then type: lib/pml data cityscapes --from FOLDER";

    // As the data set's site gives them.
    private static readonly Dictionary<string, string> Md5 = new()
    {
        ["leftImg8bit"] = "0a6e97e94b616a514066c9e2adb0c97f",
        ["gtFine"] = "4237c19de34c8a376e9ba46b495d6f66",
        ["disparity"] = "2c8272766993c983321f34c73daada5c",
    };

    /// <summary>Opens what the folder holds: the official folders or archives, or else the preprocessed arrays.</summary>
    /// <exception cref="PmlException">No folder, or one that holds none of these.</exception>
    public static ICityscapesFiles Open(string? folder, Action<string> log, CancellationToken cancellationToken)
    {
        if (folder is null) throw new PmlException($"The Cityscapes data set must come from you: its licence forbids passing it on. {HowToGet}");
        if (!Directory.Exists(folder)) throw new PmlException($"--from must be a folder; {folder} is none. {HowToGet}");
        var found = CityscapesPictures.Kinds.ToDictionary(kind => kind, kind => Find(folder, kind));
        if (found.Values.All(path => path is null) && Directory.Exists(Path.Combine(folder, "train", "image"))) return new CityscapesArrays(folder);
        var missing = found.Where(kind => kind.Value is null).Select(kind => $"{kind.Key}/ or {Archive(kind.Key)}").ToList();
        if (missing.Count > 0) throw new PmlException($"{folder} must hold Cityscapes' folders or archives, or preprocessed train/image/*.npy; it lacks {string.Join(" and ", missing)}. {Advice(folder)}");
        var trees = new Dictionary<string, IFileTree>();
        try
        {
            foreach (var (kind, path) in found)
            {
                if (!Directory.Exists(path)) Compare(path!, Md5[kind], log, cancellationToken);
                trees[kind] = Directory.Exists(path) ? new FolderTree(path) : new ZipTree(File.OpenRead(path!), path!);
            }
            return new CityscapesPictures(trees);
        }
        catch
        {
            foreach (var tree in trees.Values) tree.Dispose();
            throw;
        }
    }

    private static string? Find(string folder, string kind) =>
        Path.Combine(folder, kind) is var unpacked && Directory.Exists(unpacked) ? unpacked
        : Path.Combine(folder, Archive(kind)) is var packed && File.Exists(packed) ? packed
        // Where each archive was unpacked into a folder of its own.
        : Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(own => Path.Combine(own, kind))
            .FirstOrDefault(Directory.Exists);

    private static string Advice(string folder) =>
        FolderTree.Below(folder).FirstOrDefault(IsCopy) is { } deeper ? $"Try --from {deeper}" : HowToGet;

    private static bool IsCopy(string folder) =>
        CityscapesPictures.Kinds.All(kind => Find(folder, kind) is not null) || Directory.Exists(Path.Combine(folder, "train", "image"));

    private static string Archive(string kind) => $"{kind}_trainvaltest.zip";

    /// <summary>Says so when an archive is not the official one; each picture has checksums of its own, so it is read all the same.</summary>
    private static void Compare(string path, string expected, Action<string> log, CancellationToken cancellationToken)
    {
        log($"Computing the MD5 of {path}");
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        var buffer = new byte[1 << 20];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            md5.AppendData(buffer.AsSpan(0, read));
        }
        var found = Convert.ToHexStringLower(md5.GetHashAndReset());
        if (found != expected) log($"warning: {path} should have the MD5 {expected}; found {found}. It is not the official archive, or was not fetched whole.");
    }
}
