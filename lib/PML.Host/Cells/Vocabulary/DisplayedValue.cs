using PML.Host.Cells;

namespace Microsoft.DotNet.Interactive;

/// <summary>A value on show, which can be replaced where it stands.</summary>
public sealed class DisplayedValue
{
    private readonly CellEngine _engine;
    private readonly IReadOnlyList<string> _mimeTypes;

    internal DisplayedValue(CellEngine engine, string id, IReadOnlyList<string> mimeTypes) => (_engine, DisplayId, _mimeTypes) = (engine, id, mimeTypes);

    /// <summary>The id under which hosts know the output.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value in the place of the present one, in the same forms.</summary>
    /// <param name="updatedValue">The new value.</param>
    public void Update(object? updatedValue) => _engine.Update(DisplayId, updatedValue, _mimeTypes);
}
