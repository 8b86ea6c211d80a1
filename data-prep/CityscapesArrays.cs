using System.Text.RegularExpressions;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The common preprocessed copy of Cityscapes: a folder of .npy files <c>{train|val}/{image,label_7,depth}/{i}.npy</c> at 128 x 256.</summary>
/// <remarks>Source: the layout that MTAN's authors publish (Liu et al. 2019). Image in 0 to 1 (or bytes), label -1 to 6, depth p / 65535 (or p).</remarks>
internal sealed partial class CityscapesArrays : ICityscapesFiles
{
    private const int Area = CityscapesPictures.Height * CityscapesPictures.Width;
    private static readonly string[] Kinds = ["image", "label_7", "depth"];
    private readonly IFileTree tree;
    private readonly string root;
    private readonly List<string> leftOut = [];
    private readonly ILookup<string, string> pictures;

    /// <summary>Looks through the names.</summary>
    /// <param name="folder">The folder that holds <c>train</c> and <c>val</c>.</param>
    public CityscapesArrays(string folder)
    {
        tree = new FolderTree(folder);
        root = $"{Path.GetFileName(Path.GetFullPath(folder))}/";
        var names = tree.Names.Select(name => name[root.Length..]).ToHashSet(StringComparer.Ordinal);
        pictures = names.Select(name => Picture().Match(name)).Where(match => match.Success)
            .OrderBy(match => int.Parse(match.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))
            .Select(match => $"{match.Groups[1].Value}/{match.Groups[2].Value}").Where(HasPartners).ToLookup(picture => picture.Split('/')[0]);

        bool HasPartners(string picture)
        {
            var missing = Kinds.Select(kind => FileOf(kind, picture)).Where(file => !names.Contains(file)).ToList();
            if (missing.Count > 0) leftOut.Add($"{picture} lacks {string.Join(" and ", missing)}.");
            return missing.Count == 0;
        }
    }

    public IReadOnlyList<string> LeftOut => leftOut;

    public IReadOnlyList<string> Pictures(string split) => [.. pictures[split]];

    public IReadOnlyList<(string Name, byte[] Content)> Read(string picture) => [.. Kinds.Select(kind => (FileOf(kind, picture), tree.Read(root + FileOf(kind, picture))))];

    public StreetFrame Decode(string picture, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var pixels = Numbers(files[0], 3, 255, 0, 255);
        var image = new byte[3 * Area];
        for (var i = 0; i < pixels.Length; i++) image[i % 3 * Area + i / 3] = (byte)pixels[i];
        var labels = Numbers(files[1], 1, 1, -1, 6);
        var depth = Numbers(files[2], 1, 65535, 0, StreetFrame.MostDepth);
        return new StreetFrame(image, [.. labels.Select(label => (sbyte)label)], [.. depth.Select(p => (short)p)]);
    }

    public void Dispose() => tree.Dispose();

    /// <summary>Reads one file as whole numbers.</summary>
    /// <param name="file">The file.</param>
    /// <param name="channels">Numbers a pixel.</param>
    /// <param name="unit">What a fraction is multiplied by; whole numbers are taken as they are.</param>
    /// <param name="least">The least allowed, afterwards.</param>
    /// <param name="most">The greatest allowed.</param>
    private static int[] Numbers((string Name, byte[] Content) file, int channels, double unit, int least, int most)
    {
        var name = file.Name;
        var values = new NpyNumbers(file.Content, name);
        var header = values.Header;
        long[] shape = [CityscapesPictures.Height, CityscapesPictures.Width, channels];
        if (!header.Shape.SequenceEqual(shape) && !(channels == 1 && header.Shape.SequenceEqual(shape[..2])))
        {
            throw new PmlException($"{name} must have the shape ({string.Join(", ", shape)}); found {header.ShapeText}.");
        }
        var factor = header.Type is NpyType.Float16 or NpyType.Float32 or NpyType.Float64 ? unit : 1;
        var numbers = new int[values.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Whole(values[i]);
        return numbers;

        int Whole(double value)
        {
            var number = Math.Round(value * factor);
            return number >= least && number <= most ? (int)number
                : throw new PmlException(FormattableString.Invariant($"{name} must hold numbers from {least / factor} to {most / factor}; found {value}."));
        }
    }

    private static string FileOf(string kind, string picture) => picture.Insert(picture.IndexOf('/') + 1, $"{kind}/") + ".npy";

    [GeneratedRegex(@"^(train|val)/image/(\d{1,8})\.npy$")]
    private static partial Regex Picture();
}
