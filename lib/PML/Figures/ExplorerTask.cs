using System.Globalization;
using System.Text.Json.Nodes;

namespace PML.Figures;

/// <summary>What the networks of a front say of some samples, for one task.</summary>
/// <param name="Title">The task's name.</param>
internal abstract record ExplorerTask(string Title)
{
    /// <summary>As explorer.js reads it.</summary>
    internal abstract JsonObject Json();

    /// <summary>What is said of a sample at a measured weighting, as explorer.js says it; for those who run no scripts.</summary>
    internal abstract string Text(int weighting, int sample);

    /// <summary>Whether that is right; null where there is no right and wrong.</summary>
    internal virtual bool? Right(int weighting, int sample) => null;

    /// <summary>Classes with probabilities.</summary>
    /// <param name="Title">The task's name.</param>
    /// <param name="Names">The classes'.</param>
    /// <param name="Truth">Each sample's class.</param>
    /// <param name="Probabilities">For each weighting, each sample, each class.</param>
    internal sealed record Classes(string Title, IReadOnlyList<string> Names, int[] Truth, float[] Probabilities) : ExplorerTask(Title)
    {
        private const int Steps = ushort.MaxValue;

        internal float Probability(int weighting, int sample, int label) => Probabilities[(weighting * Truth.Length + sample) * Names.Count + label];

        internal string Name(int label) => label >= 0 && label < Names.Count ? Names[label] : label.ToString(CultureInfo.InvariantCulture);

        internal override JsonObject Json()
        {
            // 16 bits are a hundredth of a hundredth, in a quarter of the letters of decimals.
            var bytes = Probabilities.SelectMany(p => BitConverter.GetBytes((ushort)Math.Round(Steps * Math.Clamp(p, 0, 1)))).ToArray();
            return new() { ["kind"] = "classes", ["names"] = PlotlyJson.Node(Names), ["truth"] = PlotlyJson.Node(Truth), ["probabilities"] = Convert.ToBase64String(bytes) };
        }

        internal override string Text(int weighting, int sample)
        {
            var best = Best(weighting, sample);
            return string.Create(CultureInfo.InvariantCulture, $"{Name(best)}, {Math.Floor(100.0 * Probability(weighting, sample, best) + 0.5):0} % {(best == Truth[sample] ? "✓" : $"✗ true: {Name(Truth[sample])}")}");
        }

        internal override bool? Right(int weighting, int sample) => Best(weighting, sample) == Truth[sample];

        private int Best(int weighting, int sample) => Enumerable.Range(0, Names.Count).MaxBy(label => Probability(weighting, sample, label));
    }

    /// <summary>Numbers.</summary>
    /// <param name="Title">The task's name.</param>
    /// <param name="Truth">Each sample's number.</param>
    /// <param name="Values">For each weighting, each sample.</param>
    internal sealed record Numbers(string Title, float[] Truth, float[] Values) : ExplorerTask(Title)
    {
        internal override JsonObject Json() => new() { ["kind"] = "numbers", ["truth"] = PlotlyJson.Node(Truth), ["values"] = PlotlyJson.Node(Values.Select(value => Math.Round(value, 4))) };

        internal override string Text(int weighting, int sample) => string.Create(CultureInfo.InvariantCulture, $"{Values[weighting * Truth.Length + sample]:F2} (true: {Truth[sample]:F2})");
    }

    /// <summary>Pictures.</summary>
    /// <param name="Title">The task's name.</param>
    /// <param name="Truth">Each sample's right one, as a data URI.</param>
    /// <param name="Images">For each weighting, each sample; as data URIs.</param>
    internal sealed record Maps(string Title, string[] Truth, string[] Images) : ExplorerTask(Title)
    {
        internal override JsonObject Json() => new() { ["kind"] = "maps", ["images"] = PlotlyJson.Node(Images) };

        internal override string Text(int weighting, int sample) => "";

        internal string Image(int weighting, int sample) => Images[weighting * Truth.Length + sample];
    }
}
