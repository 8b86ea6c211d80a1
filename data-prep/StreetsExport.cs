using PML.Support;

namespace PML.DataPrep;

/// <summary>Writes generated streets as files, in the layouts that Cityscapes is read from.</summary>
/// <remarks>Training and validation scenes become Cityscapes' <c>train</c>, test scenes its <c>val</c>: the official test labels are not public.</remarks>
internal sealed class StreetsExport
{
    /// <summary>Official pictures have 1024 x 2048 pixels, 8 times 128 x 256.</summary>
    public const int OfficialScale = 8;

    public static readonly IReadOnlyList<string> Layouts = ["official", "mtan"];

    private static readonly string[] Cities = ["northtown", "southtown"];
    private readonly string folder;
    private readonly bool official;
    private readonly int scale;

    /// <summary>An export to a folder.</summary>
    /// <param name="folder">A folder that is not there, or empty.</param>
    /// <param name="layout">One of <see cref="Layouts"/>; null for the official one.</param>
    /// <param name="scale">Size of official pictures in units of 128 x 256 pixels.</param>
    /// <exception cref="PmlException">The folder holds something, or another argument is out of range.</exception>
    public StreetsExport(string folder, string? layout, int scale)
    {
        official = Check.OneOf(layout ?? Layouts[0], Layouts, "--layout") == Layouts[0];
        this.scale = official ? Check.InRange(scale, 1, OfficialScale, "--scale") : 1;
        this.folder = folder;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new PmlException($"--export must name a new or empty folder; {folder} holds files.");
    }

    public int Height => 128 * scale;

    public int Width => 256 * scale;

    // A scene of the official size takes 0.3 GB while it is rendered.
    private int Threads => Math.Clamp(128 / (scale * scale), 1, Environment.ProcessorCount);

    /// <summary>Where an official file of one scene lies under the folder.</summary>
    /// <param name="kind"><c>leftImg8bit</c>, <c>gtFine</c> or <c>disparity</c>.</param>
    /// <param name="split"><c>train</c> or <c>val</c>.</param>
    /// <param name="index">The scene's place in the split.</param>
    public static string Official(string kind, string split, int index)
    {
        var city = Cities[index % Cities.Length];
        return $"{kind}/{split}/{city}/{city}_000000_{index:D6}_{(kind == "gtFine" ? "gtFine_labelIds" : kind)}.png";
    }

    /// <summary>Writes every scene of a protocol.</summary>
    public void Write(SynthStreetsProtocol protocol, Action<string> log, CancellationToken cancellationToken)
    {
        foreach (var group in protocol.Splits.GroupBy(split => split.Stream))
        {
            var (split, count, done) = (group.Key == RandomStream.StreetsTest ? "val" : "train", group.Sum(part => part.Count), 0);
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken }, index =>
            {
                var sample = StreetSample.Make(protocol.Seed, group.Key, index, Height, Width);
                if (official) WriteOfficial(sample, split, index);
                else WriteMtan(sample.ToFrame(), split, index);
                var now = Interlocked.Increment(ref done);
                if (now * 10L / count > (now - 1) * 10L / count) log($"{folder}: {split} {now:N0} of {count:N0} scenes");
            });
        }
    }

    private void WriteOfficial(StreetSample sample, string split, int index)
    {
        Save("leftImg8bit", new PngImage(Width, Height, 3, 8, sample.Rgb));
        Save("gtFine", new PngImage(Width, Height, 1, 8, sample.LabelIds));
        Save("disparity", PngImage.Grey16(Width, Height, sample.Disparity));

        void Save(string kind, PngImage image) => File.WriteAllBytes(Place(Official(kind, split, index)), PngEncoder.Encode(image));
    }

    /// <summary>The files of the common preprocessed copy: image and label as float32, depth as float32 p / 65535.</summary>
    private void WriteMtan(StreetFrame frame, string split, int index)
    {
        var area = Height * Width;
        var image = new float[area * 3];
        for (var i = 0; i < image.Length; i++) image[i] = frame.Image[i % 3 * area + i / 3] / 255f;
        Save("image", [Height, Width, 3], image);
        Save("label_7", [Height, Width], [.. frame.Classes.Select(label => (float)label)]);
        Save("depth", [Height, Width, 1], [.. frame.Depth.Select(p => p / 65535f)]);

        void Save(string kind, long[] shape, float[] values) => Data.NpyFile.Write<float>(Place($"{split}/{kind}/{index}.npy"), shape, values);
    }

    private string Place(string name)
    {
        var path = Path.Combine([folder, .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
