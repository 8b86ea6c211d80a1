using System.Net;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class MnistTests : IDisposable
{
    private readonly Scratch folder = new();
    private readonly RawFixture raw = new();
    private readonly List<string> log = [];

    public void Dispose() => folder.Dispose();

    private string Kept => folder["downloads", "mnist"];

    private Mnist New(params IRawSource[] sources) => raw.Mnist(folder.Folder, log.Add, sources);

    [Fact]
    public void TheUsersFilesAreTakenRawPackedAndWithADot()
    {
        Directory.CreateDirectory(folder["mine"]);
        File.WriteAllBytes(folder["mine", "train-images-idx3-ubyte"], raw.Contents[0]);
        File.WriteAllBytes(folder["mine", "train-labels.idx1-ubyte"], raw.Contents[1]);
        File.WriteAllBytes(folder["mine", "t10k-images-idx3-ubyte.gz"], RawFixture.Pack(raw.Contents[2]));
        File.WriteAllBytes(folder["mine", "t10k-labels.idx1-ubyte.gz"], RawFixture.Pack(raw.Contents[3]));
        var mnist = New();
        mnist.Fetch(folder["mine"], force: false, CancellationToken.None);
        foreach (var file in raw.Files) Assert.Equal(raw[file], File.ReadAllBytes(Path.Combine(Kept, file.Name)));
        var digits = mnist.Read();
        Assert.Equal((RawFixture.TrainCount, RawFixture.TestCount), (digits.Train.Count, digits.Test.Count));
        Assert.Equal(raw.Contents[0][16..], digits.Train.Pixels);
        Assert.Equal(raw.Contents[3][8..], digits.Test.Labels);
        Assert.Equal(raw.Files.Select(file => file.Sha256), digits.Sources.Select(source => source.Sha256));
    }

    [Fact]
    public void FilesThatAreThereAreNotFetchedAgain()
    {
        raw.SaveRaw(Kept);
        New(new Failing("never asked")).Fetch(null, force: false, CancellationToken.None);
        Assert.Empty(log);
    }

    [Fact]
    public void ADamagedFileIsNamedMovedAsideAndReplaced()
    {
        raw.SaveRaw(Kept);
        raw.SaveRaw(folder["mine"]);
        var path = Path.Combine(Kept, raw.Files[2].Name);
        byte[] damaged = [.. raw.Contents[2]];
        damaged[^1] ^= 1;
        File.WriteAllBytes(path, damaged);
        Assert.Contains(path, Assert.Throws<PmlException>(() => New().Read()).Message, StringComparison.Ordinal);
        New(new FolderSource(folder["mine"])).Fetch(null, force: false, CancellationToken.None);
        Assert.Contains(log, line => line.Contains($"{path} is damaged", StringComparison.Ordinal));
        Assert.Equal(damaged, File.ReadAllBytes($"{path}.damaged"));
        Assert.Equal(raw.Contents[2], File.ReadAllBytes(path));
    }

    [Fact]
    public void AHalfWrittenFileIsRemovedAndNeverUsed()
    {
        raw.SaveRaw(folder["mine"]);
        Directory.CreateDirectory(Kept);
        var leftover = Path.Combine(Kept, $"{raw.Files[0].Name}.0123.tmp");
        File.WriteAllBytes(leftover, raw.Contents[0][..100]);
        New().Fetch(folder["mine"], force: false, CancellationToken.None);
        Assert.Contains(log, line => line.Contains(leftover, StringComparison.Ordinal));
        Assert.Equal(raw.Files.Select(file => file.Name).Order(), Directory.GetFiles(Kept).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void SourcesAreAskedInOrderAndEachFailureIsTold()
    {
        raw.SaveRaw(folder["half"]);
        File.Delete(folder["half", raw.Files[1].Name]);
        byte[] altered = [.. raw.Contents[3]];
        altered[9] ^= 1;
        File.WriteAllBytes(folder["half", raw.Files[3].Name], altered);
        var message = Assert.Throws<PmlException>(() => New(new Failing("the first said no"), new FolderSource(folder["half"]), new Failing("the last said no")).Fetch(null, force: false, CancellationToken.None)).Message;
        Assert.Contains("none gave train-labels-idx1-ubyte, t10k-labels-idx1-ubyte", message, StringComparison.Ordinal);
        Assert.Contains("the first said no", message, StringComparison.Ordinal);
        Assert.Contains($"t10k-labels-idx1-ubyte from {folder["half"]} must have 23 bytes with the SHA-256 {raw.Files[3].Sha256}", message, StringComparison.Ordinal);
        Assert.Contains("the last said no", message, StringComparison.Ordinal);
        Assert.Contains("lib/pml data mnist --from FOLDER", message, StringComparison.Ordinal);
        Assert.Equal(["t10k-images-idx3-ubyte", "train-images-idx3-ubyte"], Directory.GetFiles(Kept).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void AWrongFolderIsTheUsersMistake() =>
        Assert.Contains("--from must be a folder", Assert.Throws<PmlException>(() => New(new Failing("never asked")).Fetch(folder["none"], force: false, CancellationToken.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void AnEndlessOrBrokenPackedFileIsRefused()
    {
        Directory.CreateDirectory(folder["mine"]);
        File.WriteAllBytes(folder["mine", $"{raw.Files[0].Name}.gz"], RawFixture.Pack(new byte[50_000_000]));
        File.WriteAllBytes(folder["mine", $"{raw.Files[1].Name}.gz"], RawFixture.Pack(raw.Contents[1])[..^12]);
        var message = Assert.Throws<PmlException>(() => New().Fetch(folder["mine"], force: false, CancellationToken.None)).Message;
        Assert.Contains("found more bytes", message, StringComparison.Ordinal);
        File.Delete(folder["mine", $"{raw.Files[0].Name}.gz"]);
        Assert.Throws<PmlException>(() => New().Fetch(folder["mine"], force: false, CancellationToken.None));
        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Fact]
    public void AMirrorGivesPackedFilesAndItsAnswersAreTold()
    {
        var mirror = new MirrorSource("https://mirror.invalid/mnist", new Answers(name => raw.Files.FirstOrDefault(file => $"{file.Name}.gz" == name) is { } file ? RawFixture.Pack(raw[file]) : null));
        New(mirror).Fetch(null, force: false, CancellationToken.None);
        Assert.Equal(RawFixture.TestCount, New().Read().Test.Count);
        var empty = new MirrorSource("https://mirror.invalid/mnist", new Answers(_ => null));
        var offline = new MirrorSource("https://mirror.invalid/mnist", new Answers(_ => throw new HttpRequestException("no route to host")));
        var endless = new MirrorSource("https://mirror.invalid/mnist", new Answers(_ => new byte[1_000_000]));
        var message = Assert.Throws<PmlException>(() => New(empty, offline, endless).Fetch(null, force: true, CancellationToken.None)).Message;
        Assert.Contains("train-images-idx3-ubyte.gz answered 404", message, StringComparison.Ordinal);
        Assert.Contains("no route to host", message, StringComparison.Ordinal);
        Assert.Contains("must be a gzip file", message, StringComparison.Ordinal);
        Assert.Equal(RawFixture.TestCount, New().Read().Test.Count);
    }

    [Fact]
    public void LabelsAndImagesMustFitEachOther()
    {
        raw.SaveRaw(Kept);
        var swapped = new Mnist(folder.Folder, log.Add) { Files = [raw.Files[0], raw.Files[3], raw.Files[2], raw.Files[1]], Sources = [] };
        Assert.Contains("as many 28 x 28 images as labels", Assert.Throws<PmlException>(swapped.Read).Message, StringComparison.Ordinal);
    }

    private sealed class Failing(string message) : IRawSource
    {
        public string Name => "a source";

        public void Fetch(IReadOnlyList<RawFile> wanted, Action<RawFile, Stream> place, CancellationToken cancellationToken) => throw new PmlException(message);
    }

    private sealed class Answers(Func<string, byte[]?> content) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            content(Path.GetFileName(request.RequestUri!.AbsolutePath)) is { } bytes
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) }
                : new HttpResponseMessage(HttpStatusCode.NotFound);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));
    }
}
