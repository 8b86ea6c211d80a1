using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Writes Cityscapes at 128 x 256 as a prepared set: train, valid (where the protocol has its own) and test, each <c>_x</c>, <c>_labels</c> and <c>_depth</c>.</summary>
internal sealed class CityscapesSet(string root, Action<string> log)
{
    public const string Name = "cityscapes";

    // Raised whenever a byte of the arrays changes.
    private const int PreparationVersion = 1;
    private const int NamedInManifest = 20;

    /// <summary>Makes the set, unless it is there and whole. Stopped in between, it keeps the pictures that are finished for the next time.</summary>
    /// <param name="protocol">How the pictures are parted.</param>
    /// <param name="files">Opens the user's copy when it is needed.</param>
    /// <param name="force">Make it again in any case.</param>
    /// <param name="cancellationToken">Stops the work; an earlier set stays.</param>
    /// <returns>The set that is there in the end.</returns>
    /// <exception cref="PmlException">There is no copy, a split has no readable picture, or the disk is full.</exception>
    public PreparedData Prepare(CityscapesProtocol protocol, Func<ICityscapesFiles> files, bool force, CancellationToken cancellationToken) =>
        new SetPreparation(root, log).Prepare(Name, protocol.Name, PreparationVersion, force, (writer, samples) =>
        {
            using var copy = files();
            var reading = new Reading(copy, samples, log, cancellationToken);
            var frames = reading.Split("train");
            var (train, valid) = protocol.Part(frames.Count);
            Write(writer, "train", train.Select(place => frames[place]));
            if (valid.Length > 0) Write(writer, "valid", valid.Select(place => frames[place]));
            frames.Clear();
            Write(writer, "test", reading.Split("val"));
            return Describe(protocol, reading);
        }, cancellationToken);

    private static void Write(PreparedSetWriter writer, string split, IEnumerable<StreetFrame> frames) =>
        StreetFrame.Write(writer, split, [.. frames], CityscapesPictures.Height, CityscapesPictures.Width);

    private static Manifest Describe(CityscapesProtocol protocol, Reading reading) => new()
    {
        Set = Name,
        Protocol = protocol.Name,
        Seed = protocol.Seed,
        PreparationVersion = PreparationVersion,
        Command = $"lib/pml data {Name} --protocol {protocol.Name} --from FOLDER",
        Licence = "Cityscapes' terms (www.cityscapes-dataset.com/license): non-commercial use; neither the data set nor modified versions of it may be passed on, so these arrays stay on your machine.",
        Sources = reading.Sources(),
        Arrays = [],
        LabelNames = CityscapesLabels.Names,
        Notes =
        [
            StreetFrame.Note(CityscapesPictures.Height, CityscapesPictures.Width),
            protocol.Valid == 0 ? "The official validation pictures are the test split; there is no other for validation." : $"{protocol.Valid} of the official training pictures, drawn by a seeded permutation, are for validation; the official validation pictures are the test split.",
            "Each source's checksum is that of the lines 'file sha256' of all its files that were read, in ordinal order.",
            $"{reading.Skipped.Count} pictures were left out because a file is missing, misnamed or damaged.",
            .. reading.Skipped.Take(NamedInManifest),
        ],
    };

    /// <summary>Reads splits, in parallel, and remembers what was read and what was not.</summary>
    private sealed class Reading(ICityscapesFiles files, FinishedSamples samples, Action<string> log, CancellationToken cancellationToken)
    {
        private readonly ConcurrentBag<ManifestSource> read = [];
        private readonly List<string> skipped = Told(files.LeftOut, log);

        public IReadOnlyList<string> Skipped => skipped;

        public List<StreetFrame> Split(string split)
        {
            var pictures = files.Pictures(split);
            var (frames, problems, done) = (new StreetFrame?[pictures.Count], new string?[pictures.Count], 0);
            Parallel.For(0, pictures.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                try
                {
                    frames[i] = Frame(pictures[i]);
                }
                catch (Exception exception) when (exception is PmlException or IOException)
                {
                    problems[i] = $"{pictures[i]}: {exception.Message}";
                }
                var now = Interlocked.Increment(ref done);
                if (now * 20L / pictures.Count > (now - 1) * 20L / pictures.Count) log($"{Name}: {split} {now:N0} of {pictures.Count:N0} pictures");
            });
            skipped.AddRange(Told([.. problems.OfType<string>()], log));
            var whole = frames.OfType<StreetFrame>().ToList();
            return whole.Count > 0 ? whole : throw new PmlException($"Cityscapes' {split} folder must have pictures that can be read; found none among {pictures.Count}.");
        }

        private StreetFrame Frame(string picture)
        {
            var contents = files.Read(picture);
            var sources = contents.Select(file => new ManifestSource(file.Name, Convert.ToHexStringLower(SHA256.HashData(file.Content)), file.Content.Length)).ToList();
            var frame = StreetFrame.FromBytes(samples.Take(sources, StreetFrame.PixelBytes * CityscapesPictures.Height * CityscapesPictures.Width, () => files.Decode(picture, contents).ToBytes()));
            foreach (var source in sources) read.Add(source);
            return frame;
        }

        /// <summary>One row for each folder of files, whose number would swell the manifest.</summary>
        public IReadOnlyList<ManifestSource> Sources() =>
        [
            .. read.GroupBy(source => Folder(source.Name)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new ManifestSource(
                $"{group.Key} ({group.Count()} files)",
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(group.OrderBy(source => source.Name, StringComparer.Ordinal).Select(source => $"{source.Name} {source.Sha256}\n"))))),
                group.Sum(source => source.Bytes))),
        ];

        private static string Folder(string name) => string.Join('-', name.Split('/')[..2]);

        private static List<string> Told(IReadOnlyList<string> messages, Action<string> log)
        {
            foreach (var message in messages) log($"skipped: {message}");
            return [.. messages];
        }
    }
}
