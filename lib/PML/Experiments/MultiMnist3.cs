namespace PML.Experiments;

/// <summary>The MultiMNIST-3 experiment: three overlaid digits (top-left, bottom-centre, top-right), a LeNet with a decoder each.</summary>
/// <remarks>
/// Source: the paper, Section 5.2, Figs. 5a, 20 and 21, Table 5; settings in Appendix B. 30,510 weights; a front has 66 points.
/// PML is trained there as on MultiMNIST, without balancing and without the multi-forward penalty, which is what
/// <c>new PmlOptions()</c> does (W = 4, lambda = 0); the released code's configuration has <c>Window = 3, Lambda = 2</c>.
/// </remarks>
public sealed record MultiMnist3 : OverlaidDigits
{
    /// <summary>The paper's settings.</summary>
    public MultiMnist3() => Epochs = 20;

    /// <summary>As the paper's text: 60,000/10,000/10,000 images, their digits drawn with replacement.</summary>
    public static MultiMnist3 Paper { get; } = new();

    /// <summary>As the released code: 50,000/10,000/10,000 images, each of three different digit images.</summary>
    public static MultiMnist3 Code { get; } = new() { Protocol = "code" };

    /// <inheritdoc/>
    public override string Name => "multimnist3";

    /// <inheritdoc/>
    protected override int Digits => 3;

    /// <inheritdoc/>
    public override MultiMnist3 At(string scale) => (MultiMnist3)base.At(scale);
}
