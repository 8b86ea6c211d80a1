using PML.Data;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.Data;

public sealed class DataFoldersTests : IDisposable
{
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheVariableComesFirst() => Assert.Equal(folder.Folder, DataFolders.Find(folder.Folder, folder.Folder));

    [Fact]
    public void ThenTheRepositoryAboveEachPlaceInTurn()
    {
        Directory.CreateDirectory(folder["kit", "lib", "bin"]);
        Directory.CreateDirectory(folder["elsewhere"]);
        File.WriteAllText(folder["kit", "PML.Notebooks.sln"], "");
        Assert.Equal(folder["kit", "data-prep"], DataFolders.Find("", folder["kit", "lib", "bin"], folder["elsewhere"]));
        Assert.Equal(folder["kit", "data-prep"], DataFolders.Find(null, folder["elsewhere"], folder["kit"]));
        Assert.Contains("Set PML_DATA", Assert.Throws<PmlException>(() => DataFolders.Find(null, folder["elsewhere"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheRepositoryHoldsTheSolution() => Assert.True(File.Exists(Path.Combine(DataFolders.Repository!, "PML.Notebooks.sln")));

    [Fact]
    public void RawAndPreparedDataLieUnderTheRoot()
    {
        Assert.Equal(Path.Combine(DataFolders.Root, "downloads"), DataFolders.Downloads);
        Assert.Equal(Path.Combine(DataFolders.Root, "prepared"), DataFolders.Prepared);
        Assert.Equal(Path.Combine(DataFolders.Prepared, "multimnist", "paper-seed3"), DataFolders.PreparedSet("multimnist", "paper-seed3"));
    }

    [Theory]
    [InlineData("..", "paper")]
    [InlineData("multimnist", "../../x")]
    [InlineData("multimnist", "")]
    [InlineData("multi mnist", "paper")]
    [InlineData("/etc", "paper")]
    public void ANameThatCouldLeaveTheFolderIsRefused(string set, string protocol) =>
        Assert.Contains("lower-case letters, digits and dashes", Assert.Throws<PmlException>(() => DataFolders.PreparedSet(set, protocol)).Message, StringComparison.Ordinal);
}
