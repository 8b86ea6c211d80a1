using PML.Data;

namespace PML.DataPrep;

/// <summary>Writes faces as a prepared set: train, valid and test, each <c>_x</c> (uint8, [n, 3, 64, 64]) and <c>_y</c> (uint8, [n, 3]: age, kind, clan).</summary>
/// <param name="log">Told how it goes.</param>
internal sealed class FaceArrays(Action<string> log)
{
    public const int Side = 64;
    public const int ImageBytes = 3 * Side * Side;
    public const string AgeMean = "age_mean";
    public const string AgeDeviation = "age_std";

    private const int ChunkRows = 1_024;

    /// <summary>How many threads make images; the bytes do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The released code's parts of n rows: 70 %, 10 %, and the rest.</summary>
    public static (int Train, int Valid, int Test) Parts(int count) => (count * 7 / 10, count / 10, count - count * 7 / 10 - count / 10);

    /// <summary>Writes all arrays.</summary>
    /// <param name="writer">Gets them.</param>
    /// <param name="splits">The rows of each split.</param>
    /// <param name="make">Red, green, blue of each pixel of a row's image, and its labels; called from many threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Write(PreparedSetWriter writer, IReadOnlyList<(string Name, int[] Rows)> splits, Func<int, (byte[] Pixels, FaceLabels Labels)> make, CancellationToken cancellationToken)
    {
        foreach (var (name, rows) in splits)
        {
            var labels = new byte[3 * rows.Length];
            writer.Add($"{name}_x", NpyType.UInt8, [rows.Length, 3, Side, Side], file =>
            {
                var images = new byte[Math.Min(ChunkRows, rows.Length) * ImageBytes];
                for (var done = 0; done < rows.Length;)
                {
                    var (first, count) = (done, Math.Min(ChunkRows, rows.Length - done));
                    Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken }, i =>
                    {
                        var (pixels, face) = make(rows[first + i]);
                        ToPlanes(pixels, images.AsSpan(i * ImageBytes, ImageBytes));
                        (labels[3 * (first + i)], labels[3 * (first + i) + 1], labels[3 * (first + i) + 2]) = (face.Age, face.Kind, face.Clan);
                    });
                    file.Write<byte>(images.AsSpan(0, count * ImageBytes));
                    done += count;
                    if (done * 4L / rows.Length > (done - count) * 4L / rows.Length) log($"{name}: {done:N0} of {rows.Length:N0} faces");
                }
            });
            writer.Add($"{name}_y", NpyType.UInt8, [rows.Length, 3], file => file.Write<byte>(labels));
        }
    }

    /// <summary>What ages are normalised with: mean and unbiased standard deviation of the whole set, as in the released code.</summary>
    /// <param name="ages">The age of every row, at least two.</param>
    public static IReadOnlyDictionary<string, double> Normalisation(IReadOnlyList<byte> ages)
    {
        var mean = ages.Sum(age => (long)age) / (double)ages.Count;
        var squares = 0.0;
        foreach (var age in ages) squares += (age - mean) * (age - mean);
        return new Dictionary<string, double> { [AgeMean] = mean, [AgeDeviation] = Math.Sqrt(squares / (ages.Count - 1)) };
    }

    private static void ToPlanes(ReadOnlySpan<byte> pixels, Span<byte> planes)
    {
        for (var at = 0; at < Side * Side; at++)
        {
            (planes[at], planes[Side * Side + at], planes[2 * Side * Side + at]) = (pixels[3 * at], pixels[3 * at + 1], pixels[3 * at + 2]);
        }
    }
}
