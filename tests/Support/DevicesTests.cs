using PML.Support;

namespace PML.Tests.Support;

// PML_DEVICE is the process's.
[Collection(AloneCollection.Name)]
public class DevicesTests
{
    [Theory]
    [InlineData("cpu", null)]
    [InlineData("gpu", "PML_DEVICE must be cpu, cuda or cuda:N; found 'gpu'.")]
    [InlineData("CUDA", "PML_DEVICE must be cpu, cuda or cuda:N; found 'CUDA'.")]
    public void TheVariableNamesADeviceOrIsRefused(string value, string? message)
    {
        var before = Environment.GetEnvironmentVariable("PML_DEVICE");
        Environment.SetEnvironmentVariable("PML_DEVICE", value);
        try
        {
            if (message is null) Assert.Equal("cpu", Devices.Default.ToString());
            else Assert.Equal(message, Assert.Throws<PmlException>(() => Devices.Default).Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PML_DEVICE", before);
        }
    }

    [SkippableFact]
    public void ACudaDeviceThatIsNotThereIsNamed()
    {
        Skip.If(TorchSharp.torch.cuda.is_available(), "There is a CUDA device here.");
        var before = Environment.GetEnvironmentVariable("PML_DEVICE");
        Environment.SetEnvironmentVariable("PML_DEVICE", "cuda:3");
        try
        {
            Assert.Contains("PML_DEVICE is cuda:3, but TorchSharp sees no CUDA device", Assert.Throws<PmlException>(() => Devices.Default).Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PML_DEVICE", before);
        }
    }
}
