using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch.SystemEngine;

/// <summary>Names of devices. (TorchSharp refuses to name a GPU on a machine without one.)</summary>
public sealed class DeviceTests
{
    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1)]
    [InlineData("cuda", DeviceType.CUDA, -1)]
    [InlineData("cuda:1", DeviceType.CUDA, 1)]
    public void ANameIsAKindAndANumber(string name, DeviceType type, int index)
    {
        Assert.Equal((type, index, name), (device(name).type, device(name).index, device(name).ToString()));
        Assert.Equal(name, device(type, index).ToString());
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1:2")]
    [InlineData("")]
    public void AnUnknownNameIsAnError(string name) => Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => device(name)).Message);
}
