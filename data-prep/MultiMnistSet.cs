using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Writes MultiMNIST or MultiMNIST-3 as a prepared set: train, valid and test, each <c>_x</c> (images) and <c>_y</c> (labels of every digit).</summary>
internal sealed class MultiMnistSet(string root, Action<string> log)
{
    // Raised whenever a byte of the arrays changes.
    private const int PreparationVersion = 1;
    private const int ChunkSamples = 2_048;

    /// <summary>How many threads make samples; the bytes do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Makes the set, unless it is there and whole.</summary>
    /// <param name="protocol">How.</param>
    /// <param name="digits">Gets the MNIST files when they are needed.</param>
    /// <param name="force">Make it again in any case.</param>
    /// <param name="cancellationToken">Stops the work; an earlier set stays.</param>
    /// <returns>The set that is there in the end.</returns>
    /// <exception cref="PmlException">A source is missing or the disk is full.</exception>
    public PreparedData Prepare(MultiMnistProtocol protocol, Func<MnistDigits> digits, bool force, CancellationToken cancellationToken) =>
        new SetPreparation(root, log).Prepare(protocol.Set, protocol.Name, PreparationVersion, force, (writer, _) =>
        {
            var source = protocol.Generated ? MnistDigits.Generate(protocol) : digits();
            Write(new MultiMnist(protocol, source.Train, source.Test), protocol, writer, cancellationToken);
            return Describe(protocol, source);
        }, cancellationToken);

    private void Write(MultiMnist samples, MultiMnistProtocol protocol, PreparedSetWriter writer, CancellationToken cancellationToken)
    {
        var tasks = protocol.Layout.Places.Count;
        foreach (var split in samples.Splits)
        {
            var labels = new byte[split.Count * tasks];
            writer.Add($"{split.Name}_x", NpyType.Float32, [split.Count, 1, DigitImages.Side, DigitImages.Side], file =>
            {
                var images = new float[Math.Min(ChunkSamples, split.Count) * DigitImages.Area];
                for (var done = 0; done < split.Count;)
                {
                    var count = Math.Min(ChunkSamples, split.Count - done);
                    MakeChunk(samples, split, done, count, images, labels, cancellationToken);
                    file.Write<float>(images.AsSpan(0, count * DigitImages.Area));
                    done += count;
                    Report(protocol, split, done, count);
                }
            });
            writer.Add($"{split.Name}_y", NpyType.UInt8, [split.Count, tasks], file => file.Write<byte>(labels));
        }
    }

    private void MakeChunk(MultiMnist samples, MultiMnist.Split split, int first, int count, float[] images, byte[] labels, CancellationToken cancellationToken)
    {
        var tasks = labels.Length / split.Count;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken }, i =>
            samples.Make(split, first + i, images.AsSpan(i * DigitImages.Area, DigitImages.Area), labels.AsSpan((first + i) * tasks, tasks)));
    }

    private void Report(MultiMnistProtocol protocol, MultiMnist.Split split, int done, int count)
    {
        var (before, now) = ((done - count) * 4L / split.Count, done * 4L / split.Count);
        if (now > before) log($"{protocol.Set} {protocol.Name}: {split.Name} {done:N0} of {split.Count:N0} samples");
    }

    private static Manifest Describe(MultiMnistProtocol protocol, MnistDigits source) => new()
    {
        Set = protocol.Set,
        Protocol = protocol.Name,
        Seed = protocol.Seed,
        PreparationVersion = PreparationVersion,
        Command = $"lib/pml data {protocol.Set} --protocol {protocol.Name}",
        Licence = source.Licence,
        Sources = source.Sources,
        Arrays = [],
        LabelNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        Notes =
        [
            .. source.Notes,
            protocol.Layout.Notes[0],
            protocol.Distinct ? "The digits of a sample are always different images." : "The digits of a sample are drawn with replacement.",
            protocol.OneDraw ? "Training and validation samples were drawn together and parted by a seeded permutation." : "Training and validation samples were drawn each on their own, from the same images.",
            protocol.Layout.Notes[1],
        ],
    };
}
