using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PML.Support;

/// <summary>A list of numbers compared by value and printed in full, for option records.</summary>
/// <param name="values">The numbers, copied.</param>
[CollectionBuilder(typeof(Numbers), nameof(From))]
public sealed class Numbers(IEnumerable<double> values) : IReadOnlyList<double>, IEquatable<Numbers>
{
    private readonly double[] _values = [.. values];

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public double this[int index] => _values[index];

    /// <summary>Lets <c>[1, 2, 3]</c> stand for a list of numbers.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The list.</returns>
    public static Numbers From(ReadOnlySpan<double> values) => new(values.ToArray());

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Numbers? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Numbers);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(_values.Length, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _values.Select(v => v.ToString(CultureInfo.InvariantCulture)))}]";
}
