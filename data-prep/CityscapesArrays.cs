using System.Security.Cryptography;
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
            .Select(match => (Split: match.Groups[1].Value, Number: int.Parse(match.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)))
            .OrderBy(picture => picture.Number).Select(picture => $"{picture.Split}/{picture.Number}").Where(HasPartners).ToLookup(picture => picture.Split('/')[0]);

        bool HasPartners(string picture)
        {
            var missing = Kinds.Select(kind => FileOf(kind, picture)).Where(file => !names.Contains(file)).ToList();
            if (missing.Count > 0) leftOut.Add($"{picture} lacks {string.Join(" and ", missing)}.");
            return missing.Count == 0;
        }
    }

    public IReadOnlyList<string> LeftOut => leftOut;

    public IReadOnlyList<string> Pictures(string split) => [.. pictures[split]];

    public StreetFrame Read(string picture, ICollection<ManifestSource> sources)
    {
        var pixels = Numbers("image", picture, 3, 255, 0, 255, sources);
        var image = new byte[3 * Area];
        for (var i = 0; i < pixels.Length; i++) image[i % 3 * Area + i / 3] = (byte)pixels[i];
        var labels = Numbers("label_7", picture, 1, 1, -1, 6, sources);
        var depth = Numbers("depth", picture, 1, 65535, 0, StreetFrame.MostDepth, sources);
        return new StreetFrame(image, [.. labels.Select(label => (sbyte)label)], [.. depth.Select(p => (short)p)]);
    }

    public void Dispose() => tree.Dispose();

    /// <summary>Reads one file as whole numbers.</summary>
    /// <param name="kind">Which file.</param>
    /// <param name="picture">Of which picture.</param>
    /// <param name="channels">Numbers a pixel.</param>
    /// <param name="unit">What a fraction is multiplied by; whole numbers are taken as they are.</param>
    /// <param name="least">The least allowed, afterwards.</param>
    /// <param name="most">The greatest allowed.</param>
    /// <param name="sources">Gets the file.</param>
    private int[] Numbers(string kind, string picture, int channels, double unit, int least, int most, ICollection<ManifestSource> sources)
    {
        var name = FileOf(kind, picture);
        var bytes = tree.Read(root + name);
        sources.Add(new ManifestSource(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length));
        var values = new NpyNumbers(bytes, name);
        var header = values.Header;
        long[] shape = [CityscapesPictures.Height, CityscapesPictures.Width, channels];
        if (!header.Shape.SequenceEqual(shape) && !(channels == 1 && header.Shape.SequenceEqual(shape[..2])))
        {
            throw new PmlException($"{name} must have the shape ({string.Join(", ", shape)}); found {header.ShapeText}.");
        }
        var factor = header.Type is NpyType.Float32 or NpyType.Float64 ? unit : 1;
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
