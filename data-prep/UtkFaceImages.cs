using System.Security.Cryptography;
using System.Text;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The readable faces of UTKFace, 64 x 64, ordered by file name; and what was left out, with the reason.</summary>
/// <remarks>Source: the released code: Pillow's bilinear resize of the 8-bit image, files in the order of their names. Differs from it: a file that it would stop at is
/// left out and reported.</remarks>
internal sealed class UtkFaceImages
{
    // 23,708 files are published; 50,000 resized ones take 0.6 GB.
    private const int MaximumImages = 50_000;
    private const int MaximumSide = 2_048;
    private const int Batch = 512;

    private readonly SortedDictionary<string, (byte[] Pixels, FaceLabels Labels, string Sha256)> images = new(StringComparer.Ordinal);
    private readonly FinishedSamples samples;
    private long bytes;

    private UtkFaceImages(FinishedSamples samples) => this.samples = samples;

    /// <summary>Names that do not give the three labels.</summary>
    public List<string> Malformed { get; } = [];

    /// <summary>Files that are no whole image, each with the reason.</summary>
    public List<string> Damaged { get; } = [];

    /// <summary>Images and labels in the order of the file names.</summary>
    public IReadOnlyList<(byte[] Pixels, FaceLabels Labels)> Faces => [.. images.Values.Select(image => (image.Pixels, image.Labels))];

    /// <summary>What stands for all files that were used: the SHA-256 of the lines <c>name sha256</c>, ordered by name.</summary>
    public ManifestSource Source => new(UtkFaceFiles.Folder, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(images.Select(image => $"{image.Key} {image.Value.Sha256}\n"))))), bytes);

    /// <summary>Reads, checks and resizes all files.</summary>
    /// <param name="files">Names and contents; null for a file that is too big.</param>
    /// <param name="samples">Resized images of an interrupted run, and of this one.</param>
    /// <param name="log">Told of progress and of what is left out.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PmlException">There are too many files.</exception>
    public static UtkFaceImages Read(IEnumerable<(string Name, byte[]? Content)> files, FinishedSamples samples, Action<string> log, CancellationToken cancellationToken)
    {
        var read = new UtkFaceImages(samples);
        foreach (var batch in files.Chunk(Batch))
        {
            read.Add(batch, log, cancellationToken);
            if (read.images.Count > MaximumImages) throw new PmlException($"UTKFace must have at most {MaximumImages:N0} images; found more.");
        }
        return read;
    }

    private void Add((string Name, byte[]? Content)[] batch, Action<string> log, CancellationToken cancellationToken)
    {
        var before = images.Count;
        var results = new (byte[]? Pixels, string Sha256, string Reason)[batch.Length];
        var labels = batch.Select(file => UtkFaceFiles.Labels(file.Name)).ToArray();
        Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            if (labels[i] is not null) results[i] = Resized(batch[i].Name, batch[i].Content);
        });
        for (var i = 0; i < batch.Length; i++)
        {
            var (name, content) = batch[i];
            if (labels[i] is not { } face) Report(Malformed, $"'{name}'", "left out: its name must be age_gender_race_date", log);
            else if (results[i].Pixels is not { } pixels) Report(Damaged, $"'{name}'", $"left out: {results[i].Reason}", log);
            else if (!images.TryAdd(name, (pixels, face, results[i].Sha256))) Report(Damaged, $"'{name}'", "left out: the name comes twice", log);
            else bytes += content!.Length;
        }
        if (images.Count / 5_000 > before / 5_000) log($"utkface: {images.Count:N0} images read");
    }

    private (byte[]? Pixels, string Sha256, string Reason) Resized(string name, byte[]? content)
    {
        if (content is null) return (null, "", "it is too big to be a face");
        var hash = Hex(SHA256.HashData(content));
        try
        {
            return (samples.Take([new ManifestSource(name, hash, content.Length)], FaceArrays.ImageBytes, Decoded), hash, "");
        }
        catch (PmlException exception)
        {
            return (null, hash, exception.Message);
        }

        byte[] Decoded()
        {
            var pixels = JpegDecoder.Decode(content, MaximumSide, out var width, out var height);
            return new PillowByteResampler(height, width, FaceArrays.Side, FaceArrays.Side, 3, PillowTaps.Bilinear).Resize(pixels);
        }
    }

    private static void Report(List<string> list, string name, string reason, Action<string> log)
    {
        list.Add(name);
        if (list.Count <= 20) log($"utkface: {name} {reason}");
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
