using System.Text.RegularExpressions;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Cityscapes as its authors publish it, unpacked or in their zip archives; pictures come out at 128 x 256.</summary>
/// <remarks>Source: the data set's naming; sizes and filters after the usual preprocessing: colours by Pillow's bicubic filter, labels and disparities by the nearest pixel.</remarks>
internal sealed partial class CityscapesPictures : ICityscapesFiles
{
    public const int Height = 128;
    public const int Width = 256;

    public static readonly IReadOnlyList<string> Kinds = ["leftImg8bit", "gtFine", "disparity"];

    private readonly Dictionary<string, IFileTree> trees;
    private readonly List<string> leftOut = [];
    private readonly ILookup<string, string> pictures;

    /// <summary>Looks through the names.</summary>
    /// <param name="trees">The files of each of <see cref="Kinds"/>; this one's from now on.</param>
    public CityscapesPictures(Dictionary<string, IFileTree> trees)
    {
        this.trees = trees;
        var names = Kinds.ToDictionary(kind => kind, kind => trees[kind].Names.ToHashSet(StringComparer.Ordinal));
        pictures = trees[Kinds[0]].Names.Where(name => name.EndsWith(".png", StringComparison.Ordinal)).Where(Named)
            .Select(name => name[(Kinds[0].Length + 1)..^"_leftImg8bit.png".Length]).Where(HasPartners).ToLookup(picture => picture.Split('/')[0]);

        bool Named(string name)
        {
            if (TestPicture().IsMatch(name)) return false;
            if (Picture().IsMatch(name)) return true;
            leftOut.Add($"{name} must be named like leftImg8bit/train/aachen/aachen_000000_000019_leftImg8bit.png.");
            return false;
        }

        bool HasPartners(string picture)
        {
            var missing = Kinds.Select(kind => FileOf(kind, picture)).Where((file, kind) => !names[Kinds[kind]].Contains(file)).ToList();
            if (missing.Count > 0) leftOut.Add($"{picture} lacks {string.Join(" and ", missing)}.");
            return missing.Count == 0;
        }
    }

    public IReadOnlyList<string> LeftOut => leftOut;

    public IReadOnlyList<string> Pictures(string split) => [.. pictures[split]];

    public IReadOnlyList<(string Name, byte[] Content)> Read(string picture) => [.. Kinds.Select(kind => (FileOf(kind, picture), trees[kind].Read(FileOf(kind, picture))))];

    public StreetFrame Decode(string picture, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var images = files.Select(file => PngDecoder.Decode(file.Content, file.Name)).ToList();
        var (image, labels, disparity) = (images[0], images[1], images[2]);
        var scale = image.Width / Width;
        if (scale == 0 || (image.Width, image.Height) != (scale * Width, scale * Height)) throw new PmlException($"{picture} must be a whole multiple of {Width} x {Height} pixels; found {image.Width} x {image.Height}.");
        if (images.Any(other => (other.Width, other.Height) != (image.Width, image.Height))) throw new PmlException($"{picture} must have pictures of one size; found {string.Join(", ", images.Select(other => $"{other.Width} x {other.Height}"))}.");
        if ((labels.Channels, labels.Depth, disparity.Channels, disparity.Depth) != (1, 8, 1, 16)) throw new PmlException($"{picture} must have label ids of 8 bits and disparities of 16 bits, both grey; it does not.");
        var ids = Nearest(labels, scale).Select(id => (byte)id).ToArray();
        if (ids.FirstOrDefault(id => CityscapesLabels.Class(id) == -2) is > 0 and var wrong) throw new PmlException($"{picture} must have label ids up to {CityscapesLabels.Last}; found {wrong}.");
        var depth = Nearest(disparity, scale).Select(p => (ushort)p).ToArray();
        if (depth.Max() > StreetFrame.MostDepth) throw new PmlException($"{picture} must have disparities up to {StreetFrame.MostDepth}; found {depth.Max()}.");
        return StreetFrame.From(Smaller(image), ids, depth);
    }

    public void Dispose()
    {
        foreach (var tree in trees.Values) tree.Dispose();
    }

    private static byte[] Smaller(PngImage image) =>
        new PillowByteResampler(image.Height, image.Width, Height, Width, channels: 3).Resize(image.ToRgb());

    /// <summary>Pillow's nearest pixel: the one that holds the middle of the larger one.</summary>
    private static IEnumerable<int> Nearest(PngImage image, int scale) =>
        from y in Enumerable.Range(0, Height) from x in Enumerable.Range(0, Width) select image[y * scale + scale / 2, x * scale + scale / 2];

    private static string FileOf(string kind, string picture) => $"{kind}/{picture}_{(kind == "gtFine" ? "gtFine_labelIds" : kind)}.png";

    [GeneratedRegex(@"^leftImg8bit/(?:train|val)/([a-z-]+)/\1_\d{6}_\d{6}_leftImg8bit\.png$")]
    private static partial Regex Picture();

    // The test pictures' labels are not public; they are passed over in silence.
    [GeneratedRegex("^leftImg8bit/test/")]
    private static partial Regex TestPicture();
}
