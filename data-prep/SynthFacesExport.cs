using System.Globalization;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Writes generated faces as UTKFace is published: <c>UTKFace/age_gender_race_date.jpg.chip.jpg</c>, 200 x 200 JPEG.</summary>
/// <remarks>Three files more than the set has faces lack the third label, as three of the published ones do.</remarks>
/// <param name="protocol">Which faces.</param>
/// <param name="log">Told how it goes.</param>
internal sealed class SynthFacesExport(SynthFacesProtocol protocol, Action<string> log)
{
    public const int Side = 200;
    public const int Malformed = 3;

    private const int Quality = 95;
    private const int ChunkFiles = 512;

    /// <summary>Writes all files; a file appears under its name only when it is whole.</summary>
    /// <param name="folder">Gets the folder <c>UTKFace</c>, which must not hold files.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PmlException">The folder is not empty, or there is no libturbojpeg.</exception>
    public void Write(string folder, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, UtkFaceFiles.Folder);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()) throw new PmlException($"--export writes into an empty folder; {target} has files. Remove them, or name another folder.");
        TurboJpeg.RequireLibrary();
        Directory.CreateDirectory(target);
        var knobs = new FaceKnobs();
        var count = protocol.Count + Malformed;
        for (var done = 0; done < count;)
        {
            var last = Math.Min(done + ChunkFiles, count);
            Parallel.For(done, last, new ParallelOptions { CancellationToken = cancellationToken }, index =>
            {
                var face = new FacePicture(protocol.Seed, index, knobs);
                var path = Path.Combine(target, FileName(face.Labels, index));
                File.WriteAllBytes($"{path}.tmp", JpegEncoder.Encode(face.Render(Side), Side, Side, Quality));
                File.Move($"{path}.tmp", path);
            });
            done = last;
            log($"{target}: {done:N0} of {count:N0} files");
        }
    }

    /// <summary>The file's name; the last ones of an export have no third label.</summary>
    public string FileName(FaceLabels labels, int index)
    {
        var date = new DateTime(2017, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(index).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        var third = index < protocol.Count ? $"_{labels.Clan}" : "";
        return $"{labels.Age}_{labels.Kind}{third}_{date}{UtkFaceFiles.Ending}";
    }
}
