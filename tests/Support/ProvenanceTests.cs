using PML.Support;

namespace PML.Tests.Support;

public class ProvenanceTests
{
    [Fact]
    public void ARecordCanNameEngineCommitAndCommand()
    {
        Assert.Matches("^TorchSharp 0.107.0$", EngineInfo.Name);
        Assert.Matches("^([0-9a-f]{12}|unknown)$", Provenance.Commit);
        Assert.NotEmpty(Provenance.Command);
        Assert.DoesNotContain(AppContext.BaseDirectory, Provenance.Command);
    }
}
