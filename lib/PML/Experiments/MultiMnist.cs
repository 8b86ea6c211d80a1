namespace PML.Experiments;

/// <summary>The MultiMNIST experiment: two overlaid digits, a LeNet with a decoder each.</summary>
/// <remarks>Source: the paper, Section 5.1, Fig. 4 left, Table 4 left half; settings in Appendix B.</remarks>
public sealed record MultiMnist : OverlaidDigits
{
    /// <summary>As the paper's text: 60,000/10,000/10,000 images, the second digit bottom-right.</summary>
    public static MultiMnist Paper { get; } = new();

    /// <summary>As the released code: 50,000/10,000/10,000 images, the second digit two pixels from the corner.</summary>
    public static MultiMnist Code { get; } = new() { Protocol = "code" };

    /// <inheritdoc/>
    public override string Name => "multimnist";

    /// <inheritdoc/>
    protected override int Digits => 2;

    /// <inheritdoc/>
    public override MultiMnist At(string scale) => (MultiMnist)base.At(scale);
}
