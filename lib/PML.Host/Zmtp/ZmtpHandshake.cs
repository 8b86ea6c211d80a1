using System.Buffers.Binary;
using System.Text;

namespace PML.Host.Zmtp;

/// <summary>How two peers introduce themselves: greeting and READY command, mechanism NULL (ZMTP 3.0).</summary>
internal static class ZmtpHandshake
{
    private const int GreetingLength = 64, MechanismAt = 12, MechanismLength = 20, LargestReady = 4096, LargestIdentity = 255;

    /// <summary>Introduces a bound socket and hears who the other one is.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="role">What this side is.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>The other side's identity; empty where it has none.</returns>
    /// <exception cref="InvalidDataException">The other side does not speak ZMTP 3 without encryption.</exception>
    /// <exception cref="EndOfStreamException">The connection ended.</exception>
    public static async Task<byte[]> Greet(Stream stream, ZmtpRole role, CancellationToken stop)
    {
        await stream.WriteAsync(Greeting(), stop);
        var theirs = new byte[GreetingLength];
        await stream.ReadExactlyAsync(theirs, stop);
        Check(theirs);
        await stream.WriteAsync(ZmtpFrames.EncodeCommand("READY", [.. Property("Socket-Type", Encoding.ASCII.GetBytes(TypeName(role))), .. Property("Identity", [])]), stop);
        var (flags, body) = await ZmtpFrames.Read(stream, LargestReady, stop);
        if ((flags & ZmtpFrames.Command) == 0 || !ZmtpCommand.TryRead(body, out var ready) || ready.Name != "READY") throw new InvalidDataException("the first frame must be the command READY");
        return Identity(ready.Rest.Span, role);
    }

    private static byte[] Greeting()
    {
        var greeting = new byte[GreetingLength];
        (greeting[0], greeting[9], greeting[10]) = (0xFF, 0x7F, 3);
        Encoding.ASCII.GetBytes("NULL", greeting.AsSpan(MechanismAt));
        return greeting;
    }

    private static void Check(ReadOnlySpan<byte> greeting)
    {
        if (greeting[0] != 0xFF || greeting[9] != 0x7F || greeting[10] < 3) throw new InvalidDataException("the greeting is not ZMTP 3's");
        string mechanism = Encoding.ASCII.GetString(greeting.Slice(MechanismAt, MechanismLength)).TrimEnd('\0');
        if (mechanism != "NULL") throw new InvalidDataException($"the mechanism must be NULL; found {mechanism}");
    }

    private static string TypeName(ZmtpRole role) => role switch { ZmtpRole.Router => "ROUTER", ZmtpRole.Publisher => "XPUB", _ => "REP" };

    private static byte[] Property(string name, ReadOnlySpan<byte> value)
    {
        var property = new byte[1 + name.Length + 4 + value.Length];
        property[0] = (byte)name.Length;
        Encoding.ASCII.GetBytes(name, property.AsSpan(1));
        BinaryPrimitives.WriteInt32BigEndian(property.AsSpan(1 + name.Length), value.Length);
        value.CopyTo(property.AsSpan(1 + name.Length + 4));
        return property;
    }

    // Who may talk to whom is part of the protocol: the other side's type must fit this one's.
    private static bool Fits(ZmtpRole role, string type) => role switch
    {
        ZmtpRole.Router => type is "DEALER" or "REQ" or "ROUTER",
        ZmtpRole.Publisher => type is "SUB" or "XSUB",
        _ => type is "REQ" or "DEALER",
    };

    private static byte[] Identity(ReadOnlySpan<byte> properties, ZmtpRole role)
    {
        string type = "";
        byte[] identity = [];
        while (properties.Length > 0)
        {
            int nameLength = properties[0];
            if (properties.Length < 1 + nameLength + 4) throw new InvalidDataException("READY ends inside a property");
            string name = Encoding.ASCII.GetString(properties.Slice(1, nameLength));
            int length = BinaryPrimitives.ReadInt32BigEndian(properties[(1 + nameLength)..]);
            properties = properties[(1 + nameLength + 4)..];
            if (length < 0 || length > properties.Length) throw new InvalidDataException("READY ends inside a value");
            if (name.Equals("Socket-Type", StringComparison.OrdinalIgnoreCase)) type = Encoding.ASCII.GetString(properties[..length]);
            if (name.Equals("Identity", StringComparison.OrdinalIgnoreCase)) identity = properties[..length].ToArray();
            properties = properties[length..];
        }
        if (!Fits(role, type)) throw new InvalidDataException($"a socket of type '{type}' cannot talk to {TypeName(role)}");
        return identity.Length <= LargestIdentity ? identity : throw new InvalidDataException($"an identity has at most {LargestIdentity} bytes; found {identity.Length}");
    }
}
