using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PML.Support;

/// <summary>Argument checks. Each returns the value it checked, so that it fits an <c>init</c> accessor.</summary>
/// <remarks>The caller's member name is the thing that a message names: inside <c>Window { init => field = Check.AtLeast(value, 1); }</c> it is "Window".</remarks>
public static class Check
{
    /// <summary>The value, if it is at least <paramref name="minimum"/>.</summary>
    /// <param name="value">What to check.</param>
    /// <param name="minimum">The least allowed value.</param>
    /// <param name="name">The thing's name; filled in by the compiler.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="PmlException">The value is smaller, or not a number.</exception>
    public static T AtLeast<T>(T value, T minimum, [CallerMemberName] string name = "") where T : INumber<T> =>
        value >= minimum && T.IsFinite(value) ? value : throw Wrong(name, $"must be at least {Text(minimum)}", value);

    /// <summary>The value, if it is above zero.</summary>
    /// <param name="value">What to check.</param>
    /// <param name="name">The thing's name; filled in by the compiler.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="PmlException">The value is zero, negative, infinite or not a number.</exception>
    public static T Positive<T>(T value, [CallerMemberName] string name = "") where T : INumber<T> =>
        value > T.Zero && T.IsFinite(value) ? value : throw Wrong(name, "must be above 0", value);

    /// <summary>The value, if it lies in [<paramref name="minimum"/>, <paramref name="maximum"/>].</summary>
    /// <param name="value">What to check.</param>
    /// <param name="minimum">The least allowed value.</param>
    /// <param name="maximum">The greatest allowed value.</param>
    /// <param name="name">The thing's name; filled in by the compiler.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="PmlException">The value lies outside.</exception>
    public static T InRange<T>(T value, T minimum, T maximum, [CallerMemberName] string name = "") where T : INumber<T> =>
        value >= minimum && value <= maximum ? value : throw Wrong(name, $"must lie in [{Text(minimum)}, {Text(maximum)}]", value);

    /// <summary>The value, if it is one of <paramref name="allowed"/>.</summary>
    /// <param name="value">What to check.</param>
    /// <param name="allowed">Every allowed value.</param>
    /// <param name="name">The thing's name; filled in by the compiler.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="PmlException">The value is none of them.</exception>
    public static string OneOf(string value, IReadOnlyList<string> allowed, [CallerMemberName] string name = "") =>
        allowed.Contains(value) ? value : throw Wrong(name, $"must be one of {string.Join(", ", allowed)}", $"'{value}'");

    private static PmlException Wrong(string name, string rule, object found) => new($"{name} {rule}; found {Text(found)}.");

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
}
