namespace PML.Networks;

/// <summary>How the first weights of convolutions are drawn.</summary>
public enum FirstWeights
{
    /// <summary>PyTorch's default: weights and biases uniform in +-1/sqrt(fan in).</summary>
    FanIn,

    /// <summary>Glorot and Bengio (2010): weights normal with variance 2 / (fan in + fan out), biases 0.</summary>
    XavierNormal,
}
