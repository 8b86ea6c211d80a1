using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Torch;

public sealed class TensorDataTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void PropertiesTellWhatTheTensorIs()
    {
        var t = zeros([2, 3, 4], float64);
        Assert.Equal([2, 3, 4], t.shape);
        Assert.Equal(3, t.dim());
        Assert.Equal(24, t.numel());
        Assert.Equal(24, t.NumberOfElements);
        Assert.Equal(8, t.ElementSize);
        Assert.Equal([12, 4, 1], t.stride());
        Assert.Equal(4, t.size(-1));
        Assert.Equal(12, t.stride(0));
        Assert.Equal(DeviceType.CPU, t.device_type);
        Assert.Equal("cpu", t.device.ToString());
        Assert.True(t.is_contiguous());
        Assert.False(t.transpose(0, 1).is_contiguous());
        Assert.Equal("[2x3x4], type = Float64, device = cpu", t.ToString());
    }

    [Fact]
    public void ThereIsNoSizeBeyondTheLastDimension() => Assert.ThrowsAny<Exception>(() => zeros([2]).size(1));

    [Fact]
    public void BytesAreTheTensorsMemory()
    {
        var t = tensor(new float[] { 1, 2, 3 });
        var numbers = MemoryMarshal.Cast<byte, float>(t.bytes);
        Assert.Equal([1f, 2f, 3f], numbers.ToArray());
        numbers[1] = 20;
        TensorAssert.Equal([3], [1, 20, 3], t);
        t.bytes = MemoryMarshal.AsBytes(new float[] { 7, 8, 9 }.AsSpan());
        TensorAssert.Equal([3], [7, 8, 9], t);
    }

    [Fact]
    public void BytesOfAViewStartWhereItStarts()
    {
        var tail = tensor(new long[] { 1, 2, 3, 4 }).narrow(0, 1, 2);
        Assert.Equal([2L, 3L], MemoryMarshal.Cast<byte, long>(tail.bytes).ToArray());
    }

    [Fact]
    public void BytesRefuseGapsAndWrongLengths()
    {
        var t = zeros([2, 3]);
        Assert.Throws<InvalidOperationException>(() => t.t().bytes.Length);
        Assert.Throws<ArgumentException>(() => t.bytes = new byte[23]);
    }

    [Fact]
    public void DataReadsAndWritesThroughAnyStrides()
    {
        var t = arange(6).reshape(2, 3).t();
        var data = t.data<long>();
        Assert.Equal(6, data.Count);
        Assert.Equal([0, 3, 1, 4, 2, 5], data.ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5], data);
        Assert.Equal(4, data[1, 1]);
        Assert.Equal(4, data[3]);
        data[2, 0] = 20;
        TensorAssert.Equal([3, 2], [0, 3, 1, 4, 20, 5], t);
        data.CopyFrom([9, 8, 7, 6, 5, 4]);
        TensorAssert.Equal([3, 2], [9, 8, 7, 6, 5, 4], t);
        var target = new long[8];
        data.CopyTo(target, 2);
        Assert.Equal([0, 0, 9, 8, 7, 6, 5, 4], target);
        Assert.Equal([0L], arange(1).data<long>().ToArray());
        Assert.Equal([2.5], tensor(2.5).data<double>().ToArray());
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 3)]
    [InlineData(-1, 0)]
    public void DataHasNoElementOutside(long row, long column) => Assert.ThrowsAny<SystemException>(() => zeros([2, 3]).data<float>()[row, column]);

    [Fact]
    public void DataNeedsTheElementsOwnType()
    {
        Assert.Throws<ArgumentException>(() => zeros([2]).data<double>());
        Assert.Throws<ArgumentException>(() => zeros([], float64).item<float>());
        Assert.Equal([true, false], tensor(new float[] { 1, -1 }).gt(0).data<bool>().ToArray());
    }

    [Fact]
    public void SmallIntegersKeepTheirSigns()
    {
        Assert.Equal([-1, 6], tensor(new long[] { -1, 6 }).to(int8).data<sbyte>().ToArray());
        Assert.Equal([-300, 32257], tensor(new long[] { -300, 32257 }).to(int16).data<short>().ToArray());
    }

    [Fact]
    public void ItemIsTheOnlyElement()
    {
        Assert.Equal(2.5f, tensor(new float[] { 2.5f }).item<float>());
        Assert.Equal(4, arange(5).narrow(0, 4, 1).item<long>());
        Assert.Throws<ArgumentException>(() => zeros([2]).item<float>());
    }

    [Fact]
    public void OneElementTurnsIntoANumber()
    {
        Assert.Equal(2.5, tensor(2.5f).ToDouble());
        Assert.Equal(2.5f, tensor(2.5).ToSingle());
        Assert.Equal(7, full([], 7, int64).ToInt64());
        Assert.Equal(7, full([], 7, int64).ToInt32());
        Assert.Equal(7.0, full([], 7, int64).ToDouble());
        Assert.True(tensor(2.5).gt(2).ToBoolean());
        Assert.Equal(1L << 60, full([], 1L << 60, int64).ToInt64());
        Assert.Equal(ScalarType.Float64, tensor(2.5).ToScalar().Type);
        Assert.True(double.IsNaN(tensor(double.NaN).ToDouble()));
        Assert.ThrowsAny<Exception>(() => zeros([2]).ToDouble());
    }

    [Fact]
    public void ConversionChangesTypeAndCopiesOnlyWhereNeeded()
    {
        var t = tensor([1.9, -1.9]);
        TensorAssert.Equal([2], [1, -1], t.to(int64));
        TensorAssert.Equal([2], [1.9f, -1.9f], t.to(float32, CPU));
        t.to(float64).fill_(3);
        t.cpu().add_(1);
        TensorAssert.Equal([2], [4, 4], t);
        t.to(float64, copy: true).zero_();
        t.clone().zero_();
        TensorAssert.Equal([2], [4, 4], t);
        var used = zeros([1]);
        used.to(float64, disposeAfter: true);
        Assert.True(used.IsInvalid);
    }

    [Fact]
    public void CopyTakesValuesOfAnyTypeAndBroadcasts() =>
        TensorAssert.Equal([2, 2], [1, 2, 1, 2], zeros([2, 2]).copy_(tensor(new long[] { 1, 2 })));

    [Fact]
    public void TheProcessorIsADevice()
    {
        Assert.Equal(DeviceType.CPU, device("cpu").type);
        Assert.Equal(DeviceType.CPU, CPU.type);
        Assert.Equal([1.0f], ones([1], device: CPU).data<float>().ToArray());
    }
}
