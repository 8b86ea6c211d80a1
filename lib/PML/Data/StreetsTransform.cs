using PML.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>What pictures of streets go through: from bytes to numbers, and in training a random crop, enlargement and mirror image.</summary>
/// <remarks>
/// In: colours as bytes [n, 3, H, W], classes as int8 [n, H, W], stored disparity p as int16 [n, H, W]. Out: colours in 0 to 1 as float32, classes as
/// int64 (-1: not counted), inverse depth p / 65535 as float32 (0: not known); shapes as before.
/// Source of the augmentation: the paper's released code. A scale of 1, 1.2 or 1.5; a part of floor(H / scale) x floor(W / scale) anywhere, brought back
/// to H x W, colours bilinearly with aligned corners, classes and depth by the nearest pixel; inverse depth divided by the scale (as the code does,
/// though things that come nearer have a greater inverse depth); mirrored with probability 1/2. Each sample draws its own.
/// Differs from the code: rows and columns are two matrix products over the whole batch, which round differently in the last bits.
/// </remarks>
/// <param name="augment">Whether training samples are augmented.</param>
public sealed class StreetsTransform(bool augment = true) : IBatchTransform
{
    private const float StoredPerUnit = 65535;

    /// <inheritdoc/>
    public Batch Apply(Batch batch, Random? random)
    {
        var x = batch.X.to(float32).div(255);
        var labels = batch.Y[0].to(int64);
        var depth = batch.Y[1].to(float32).div(StoredPerUnit);
        if (!augment || random is null) return batch with { X = x, Y = [labels, depth] };
        var (height, width) = ((int)x.shape[2], (int)x.shape[3]);
        var crops = new StreetsCrop[x.shape[0]];
        for (var i = 0; i < crops.Length; i++) crops[i] = StreetsCrop.Draw(height, width, random);
        var places = Nearest(crops, height, width, x.device);
        return batch with { X = Bilinear(x, crops), Y = [Pick(labels), Pick(depth).div(tensor([.. crops.Select(crop => crop.Scale)], [crops.Length, 1, 1], float32, x.device))] };

        Tensor Pick(Tensor maps) => maps.flatten(1).gather(1, places).view(maps.shape);
    }

    private static Tensor Nearest(StreetsCrop[] crops, int height, int width, Device device)
    {
        var places = new long[crops.Length * height * width];
        for (var (sample, at) = (0, 0); sample < crops.Length; sample++)
        {
            for (var row = 0; row < height; row++)
            {
                var start = crops[sample].NearestRow(row, height) * width;
                for (var column = 0; column < width; column++) places[at++] = start + crops[sample].NearestColumn(column, width);
            }
        }
        return tensor(places, [crops.Length, height * width], int64, device);
    }

    private static Tensor Bilinear(Tensor x, StreetsCrop[] crops)
    {
        var (height, width) = ((int)x.shape[2], (int)x.shape[3]);
        var (rows, columns) = (new float[crops.Length * height * height], new float[crops.Length * width * width]);
        for (var sample = 0; sample < crops.Length; sample++)
        {
            crops[sample].Rows(rows.AsSpan(sample * height * height, height * height), height);
            crops[sample].Columns(columns.AsSpan(sample * width * width, width * width), width);
        }
        var down = tensor(rows, [crops.Length, 1, height, height], float32, x.device);
        var across = tensor(columns, [crops.Length, 1, width, width], float32, x.device);
        return down.matmul(x).matmul(across);
    }
}
