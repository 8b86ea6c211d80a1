using PML.Data;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Figures;

/// <summary>Some samples, and what every network of a front says of them.</summary>
/// <param name="Places">Where they lie in the data.</param>
/// <param name="Pictures">Data URIs; null where the inputs are no pictures.</param>
/// <param name="Tasks">What is said of them, one a task.</param>
internal sealed record ExplorerSamples(IReadOnlyList<long> Places, IReadOnlyList<string>? Pictures, IReadOnlyList<ExplorerTask> Tasks)
{
    private const int MapWidth = 64, PictureWidth = 128, MapsOfATask = 66;

    /// <summary>Asks the networks.</summary>
    /// <param name="model">The front.</param>
    /// <param name="data">Where the samples are from.</param>
    /// <param name="alphas">The weightings.</param>
    /// <param name="titles">The tasks' names.</param>
    /// <param name="options">How many samples, and which.</param>
    /// <exception cref="PmlException">A place is outside of the data; a task gives something that cannot be shown.</exception>
    internal static ExplorerSamples Of(FrontModel model, TaskData data, IReadOnlyList<double[]> alphas, IReadOnlyList<string> titles, FrontExplorerOptions options)
    {
        var places = Chosen(data, options, data.Y.Any(target => target.dim() > 2) ? Math.Max(1, MapsOfATask / alphas.Count) : options.Samples);
        if (places.Length == 0) return new([], null, []);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var batch = data.At(places);
        var outputs = Outputs(model, batch.X, alphas);
        return new(places, Shown(batch.X), [.. outputs.Select((output, t) => Said(output, batch.Y[t], titles[t], options.Classes is { } classes && t < classes.Count ? classes[t] : null))]);
    }

    private static long[] Chosen(TaskData data, FrontExplorerOptions options, int most)
    {
        if (options.Places is { } places)
        {
            foreach (var place in places)
                if (place < 0 || place >= data.Count) throw new PmlException($"Places must lie in [0, {data.Count - 1}], the samples of the data; found {place}.");
            return places.Count <= most ? [.. places] : throw new PmlException($"Places must be at most {most} here, so that the figure stays small; found {places.Count}.");
        }

        var random = Seeds.Stream(options.Seed, "explorer");
        var drawn = new SortedSet<long>();
        while (drawn.Count < Math.Min(Math.Min(options.Samples, most), data.Count)) drawn.Add(random.Next(data.Count));
        return [.. drawn];
    }

    // Each task's outputs at all weightings, [W, S, ...], on the host.
    private static Tensor[] Outputs(FrontModel model, Tensor x, IReadOnlyList<double[]> alphas)
    {
        var parts = new List<Tensor>[model.Network.TaskCount];
        for (var t = 0; t < parts.Length; t++) parts[t] = [];
        foreach (var some in alphas.Chunk(model.Network.RunsOneByOne(x) ? 1 : 4))
        {
            using var inner = NewDisposeScope();
            var outputs = model.Network.Forward(model.Interpolate(some), x, model.Statistics);
            for (var t = 0; t < parts.Length; t++) parts[t].Add(outputs[t].detach().to(float32).cpu().clone().MoveToOuterDisposeScope());
        }

        return [.. parts.Select(part => cat([.. part], 0))];
    }

    private static ExplorerTask Said(Tensor output, Tensor target, string title, IReadOnlyList<string>? names)
    {
        var classes = target.dtype == int64;
        var last = output.dim() > 2 ? (int)output.shape[2] : 1;
        if (output.dim() == 3 && classes)
            return new ExplorerTask.Classes(title, Names(last, names, title), [.. Tensors.ToArray(target).Select(label => (int)label)], Tensors.ToArray(output.softmax(2)));
        if (output.dim() == 3 && last == 1) return new ExplorerTask.Numbers(title, Tensors.ToArray(target), Tensors.ToArray(output));
        if (output.dim() == 5 && (classes || last == 1)) return ExplorerMaps.Of(title, output, target, classes, MapWidth);
        throw new PmlException($"An explorer shows classes, single numbers and maps; {title} gives [{string.Join(", ", output.shape[2..])}] for a sample. Set Samples to 0.");
    }

    private static IReadOnlyList<string> Names(int classes, IReadOnlyList<string>? names, string title)
    {
        if (names is null) return [.. Enumerable.Range(0, classes).Select(label => label.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        return names.Count == classes ? names : throw new PmlException($"{title} has {classes} classes and needs a name for each; found {names.Count}.");
    }

    private static string[]? Shown(Tensor x)
    {
        if (x.dim() != 4 || x.shape[1] is not (1 or 3)) return null;
        var (channels, height, width) = ((int)x.shape[1], (int)x.shape[2], (int)x.shape[3]);
        var (pixels, step) = (Tensors.ToArray(x), (width + PictureWidth - 1) / PictureWidth);
        var (high, wide) = ((height + step - 1) / step, (width + step - 1) / step);
        return [.. Enumerable.Range(0, (int)x.shape[0]).Select(s =>
        {
            float At(int c, int i, int j) => pixels[((s * channels + c) * height + i * step) * width + j * step];
            if (channels == 1) return Uri(Picture.Grey(Filled(high, wide, (i, j) => At(0, i, j))));
            var colours = new float[3, high, wide];
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < high; i++)
                    for (var j = 0; j < wide; j++)
                        colours[c, i, j] = At(c, i, j);
            return Uri(Picture.Rgb(colours));
        })];
    }

    /// <summary>A matrix of something.</summary>
    internal static T[,] Filled<T>(int rows, int columns, Func<int, int, T> value)
    {
        var matrix = new T[rows, columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                matrix[i, j] = value(i, j);
        return matrix;
    }

    /// <summary>A picture as the source of an image.</summary>
    internal static string Uri(Picture picture) => "data:image/png;base64," + Convert.ToBase64String(picture.ToPng());
}
