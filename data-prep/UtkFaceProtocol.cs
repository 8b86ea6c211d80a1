using PML.Support;

namespace PML.DataPrep;

/// <summary>How UTKFace is parted; the paper's text and its released code differ.</summary>
/// <param name="Name"><c>paper</c>: 80 % train, 20 % test; <c>code</c>: 70 % train, 10 % valid, 20 % test.</param>
internal sealed record UtkFaceProtocol(string Name)
{
    /// <summary>The released code's seed; both protocols part the same permutation.</summary>
    public const uint Seed = 42;

    public static readonly IReadOnlyList<UtkFaceProtocol> All = [new("paper"), new("code")];

    /// <summary>The protocol that an option names; null for <c>paper</c>.</summary>
    /// <exception cref="PmlException">No protocol has this name.</exception>
    public static UtkFaceProtocol Parse(string? name) => All.FirstOrDefault(known => known.Name == (name ?? "paper"))
        ?? throw new PmlException($"--protocol must be paper or code; found '{name}'.");

    /// <summary>What the parts are, a sentence.</summary>
    public string Description => Name == "code"
        ? "Parts as in the released code: PyTorch's random permutation of seed 42 over the files in the order of their names; 70 % train, 10 % valid, 20 % test."
        : "Parts as in the paper: 80 % train, 20 % test, by the released code's permutation. The paper has no validation part: valid is the last eighth of train, and is trained on too.";

    /// <summary>The rows of each part.</summary>
    /// <param name="count">Images in all.</param>
    public IReadOnlyList<(string Name, int[] Rows)> Splits(int count)
    {
        var order = Permutation(count);
        if (Name == "code")
        {
            var (train, valid, _) = FaceArrays.Parts(count);
            return [("train", order[..train]), ("valid", order[train..(train + valid)]), ("test", order[(train + valid)..])];
        }
        var trained = count * 8 / 10;
        return [("train", order[..trained]), ("valid", order[(trained - trained / 8)..trained]), ("test", order[trained..])];
    }

    /// <summary>What <c>torch.randperm(count, generator=torch.Generator().manual_seed(42))</c> gives on the CPU.</summary>
    public static int[] Permutation(int count)
    {
        var random = new NumPyRandom(Seed);
        var order = Enumerable.Range(0, count).ToArray();
        for (var first = 0; first < count - 1; first++)
        {
            var other = first + (int)(random.NextUInt32() % (uint)(count - first));
            (order[first], order[other]) = (order[other], order[first]);
        }
        return order;
    }
}
