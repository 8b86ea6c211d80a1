namespace PML.Host.Zmtp;

/// <summary>What a bound socket does with its messages: the three kinds that a Jupyter kernel needs.</summary>
internal enum ZmtpRole
{
    /// <summary>Answers the peer that asked.</summary>
    Router,

    /// <summary>Tells every peer that subscribed, and says welcome to a new subscription.</summary>
    Publisher,

    /// <summary>Sends every message back as it came.</summary>
    Echo,
}
