using System.Security.Cryptography;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>UTKFace as a prepared set, from the published files that the user has.</summary>
internal sealed class UtkFaceSet(string root, Action<string> log)
{
    public const string Name = "utkface";

    // Raised whenever a byte of the arrays changes.
    private const int PreparationVersion = 1;
    private const int PublishedImages = 23_705;

    // From a mirror's note, not from the authors: another archive is told of, not refused.
    private const string PublishedSha256 = "2c0655397b498e81b82d685ee74bee8c2e4364a5897caf3afec6ea48929024a7";

    /// <summary>Makes the set, unless it is there and whole.</summary>
    /// <param name="protocol">How it is parted.</param>
    /// <param name="from">A folder or an archive of the user's; null for what lies in <c>downloads/utkface</c>.</param>
    /// <param name="force">Make it again in any case.</param>
    /// <param name="cancellationToken">Stops the work; the images that are finished are kept for the next time, an earlier set stays.</param>
    /// <returns>The set that is there in the end.</returns>
    /// <exception cref="PmlException">The files or libturbojpeg are not there, or no file is readable.</exception>
    public PreparedData Prepare(UtkFaceProtocol protocol, string? from, bool force, CancellationToken cancellationToken) =>
        new SetPreparation(root, log).Prepare(Name, protocol.Name, PreparationVersion, force, (writer, samples) => Write(protocol, from ?? Downloaded(), writer, samples, cancellationToken), cancellationToken);

    private string Downloaded()
    {
        var folder = Path.Combine(root, "downloads", Name);
        var archive = Path.Combine(folder, UtkFaceFiles.Archive);
        if (File.Exists(archive)) return archive;
        return Directory.Exists(folder) ? folder : throw new PmlException($"UTKFace's files must be on this machine; neither --from names them nor is there {archive}. {UtkFaceFiles.Origin}");
    }

    private Manifest Write(UtkFaceProtocol protocol, string from, PreparedSetWriter writer, FinishedSamples samples, CancellationToken cancellationToken)
    {
        TurboJpeg.RequireLibrary();
        List<ManifestSource> sources = File.Exists(from) ? [Archive(from)] : [];
        var images = UtkFaceImages.Read(UtkFaceFiles.Read(from), samples, log, cancellationToken);
        var faces = images.Faces;
        if (faces.Count < 10) throw new PmlException($"{from} must hold UTKFace's images, age_gender_race_date{UtkFaceFiles.Ending}; found {faces.Count} readable ones. {UtkFaceFiles.Origin}");
        log($"utkface: {faces.Count:N0} images, {images.Malformed.Count} with a malformed name and {images.Damaged.Count} damaged left out"
            + (faces.Count == PublishedImages ? "" : $"; the published set gives {PublishedImages:N0}, so this is another selection"));
        new FaceArrays(message => log($"{Name} {protocol.Name}: {message}")).Write(writer, protocol.Splits(faces.Count), row => faces[row], cancellationToken);
        return new Manifest
        {
            Set = Name,
            Protocol = protocol.Name,
            Seed = UtkFaceProtocol.Seed,
            PreparationVersion = PreparationVersion,
            Command = $"lib/pml data {Name} --protocol {protocol.Name}",
            Licence = "UTKFace (Zhang, Song, Qi): non-commercial research only; images belong to their owners. Not part of this kit; do not pass it on.",
            Sources = [.. sources, images.Source],
            Arrays = [],
            LabelNames = [],
            Constants = FaceArrays.Normalisation([.. faces.Select(face => face.Labels.Age)]),
            Notes =
            [
                $"{faces.Count} images; left out: {Listed(images.Malformed, "malformed name")}; {Listed(images.Damaged, "damaged")}.",
                "Resized to 64 x 64 as Pillow does (bilinear, 8-bit), files in the order of their names.",
                "x: images [n, 3, 64, 64], 0 to 255; y: age in years, gender (0, 1), race (0 to 4) as UTKFace labels them [n, 3].",
                protocol.Description,
                $"{FaceArrays.AgeMean} and {FaceArrays.AgeDeviation} (unbiased) are the whole set's, as in the released code; ages are trained on as z-scores.",
            ],
        };
    }

    private ManifestSource Archive(string path)
    {
        using var stream = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        log(hash == PublishedSha256
            ? $"{path}: the SHA-256 is that of the published archive."
            : $"{path}: the SHA-256 is {hash}; a mirror gives the published archive's as {PublishedSha256}. It is read all the same.");
        return new ManifestSource(Path.GetFileName(path), hash, stream.Length);
    }

    private static string Listed(List<string> names, string what) =>
        names.Count == 0 ? $"0 {what}" : $"{names.Count} {what} ({string.Join(", ", names.Take(5))}{(names.Count > 5 ? ", ..." : "")})";
}
