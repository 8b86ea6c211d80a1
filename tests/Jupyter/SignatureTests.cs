using System.Text;
using PML.Host.Jupyter;
using PML.Tests.Support;
using PML.Tests.Zmtp;

namespace PML.Tests.Jupyter;

/// <summary>Nothing that is not signed with the connection's key has an effect.</summary>
public sealed class SignatureTests
{
    [Fact]
    public void The_signature_is_that_of_RFC_4231()
    {
        var signer = new MessageSigner("Jefe");
        const string expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        byte[][] frames = [.. new[] { "what do ya ", "want ", "", "for nothing?" }.Select(Encoding.ASCII.GetBytes)];
        Assert.Equal(expected, Encoding.ASCII.GetString(signer.Sign(frames)));
        Assert.True(signer.IsSigned(frames, Encoding.ASCII.GetBytes(expected)));
        for (int i = 0; i < expected.Length; i++)
        {
            byte[] wrong = Encoding.ASCII.GetBytes(expected);
            wrong[i] ^= 1;
            Assert.False(signer.IsSigned(frames, wrong));
        }
        Assert.False(signer.IsSigned(frames, []));
        Assert.False(signer.IsSigned(frames, Encoding.ASCII.GetBytes(expected[..^1])));
        Assert.False(signer.IsSigned(frames, Encoding.ASCII.GetBytes(expected + "0")));
        Assert.False(signer.IsSigned(frames[..3], Encoding.ASCII.GetBytes(expected)));
    }

    [Fact]
    public void A_message_is_read_only_as_it_was_signed()
    {
        var signer = new MessageSigner("key");
        byte[][] message = KernelClient.Message("execute_request", KernelClient.Code("1"), "id", "key");
        Assert.Equal("execute_request", JupyterMessage.Read(message, signer)?.Type);
        Assert.Equal([[1, 2]], JupyterMessage.Read([[1, 2], .. message, [9]], signer)?.Envelope);
        Assert.Null(JupyterMessage.Read(message, new MessageSigner("kez")));
        for (int frame = 0; frame < message.Length; frame++)
        {
            Assert.Null(JupyterMessage.Read([.. message[..frame], .. message[(frame + 1)..]], signer));
            Assert.Null(JupyterMessage.Read([.. message[..frame], [.. message[frame], (byte)' '], .. message[(frame + 1)..]], signer));
        }
        Assert.Null(JupyterMessage.Read([], signer));
    }

    [Fact]
    public void A_wrong_signature_executes_nothing()
    {
        using var fixture = new KernelFixture();
        string mark = Path.Combine(fixture.Folder, "executed");
        var code = KernelClient.Code($"System.IO.File.WriteAllText(@\"{mark}\", \"\");");
        byte[][] right = KernelClient.Message("execute_request", code, "id", fixture.Connection.Key);
        string signature = Encoding.ASCII.GetString(right[1]);
        string[] wrong = ["", "0", new string('0', 64), signature[..^1], signature + signature[^1], signature.ToUpperInvariant(), " " + signature[1..], signature[..^1] + (signature[^1] == '0' ? '1' : '0')];
        foreach (var channel in new[] { fixture.Client.Shell, fixture.Client.Control, fixture.Client.Stdin })
        {
            channel.Send(KernelClient.Message("execute_request", code, "id", "another key"));
            channel.Send(KernelClient.Message("execute_request", code, "id", fixture.Connection.Key + " "));
            foreach (string one in wrong) channel.Send([right[0], Encoding.ASCII.GetBytes(one), .. right[2..]]);
            channel.Send([right[0], .. right[2..]]);
            channel.Send(KernelClient.Message("shutdown_request", [], "id", "another key"));
        }
        using (var heart = fixture.Client.Heartbeat()) heart.Send(right);
        // Messages of one channel are taken in their order, and cells run in theirs.
        Assert.Equal("ok", fixture.Client.Ask("kernel_info_request", by: fixture.Client.Control).Text("status"));
        Assert.Equal("1", fixture.Client.Run("1").Published[1].Shown);
        Assert.False(File.Exists(mark));
        Assert.False(fixture.Kernel.Ended.IsCompleted);
        fixture.Client.Shell.Send(right);
        Assert.Equal("ok", fixture.Client.Reply("id").Text("status"));
        Assert.True(File.Exists(mark));
    }

    [Fact]
    public void An_unsigned_answer_is_no_answer()
    {
        using var fixture = new KernelFixture();
        var client = fixture.Client;
        string id = client.Send("execute_request", KernelClient.Code("await GetInputAsync(\"?\")"));
        client.Hear(client.Stdin);
        client.Stdin.Send(KernelClient.Message("input_reply", new() { ["value"] = "wrong" }, "x", "another key"));
        client.Send("input_reply", new() { ["value"] = "right" }, client.Stdin);
        Assert.Equal("right", client.Published(id)[^1].Shown);
    }

    [Fact]
    public void Damaged_messages_are_read_as_signed_or_not_at_all()
    {
        var signer = new MessageSigner("key");
        byte[][] message = KernelClient.Message("execute_request", KernelClient.Code("\"😀\\n\""), "id", "key");
        foreach (int frame in new[] { 2, 3, 4, 5 })
            // Signed again behind the damage, so that it is looked at.
            Mutations.Survive(message[frame], 500, frame, damaged =>
            {
                byte[][] parts = [.. message[2..]];
                parts[frame - 2] = damaged;
                var read = JupyterMessage.Read(KernelClient.Signed(parts, "key"), signer);
                Assert.True(read is null || read.Type.Length <= damaged.Length + message[2].Length);
                if (read is not null) Assert.NotNull(JupyterMessage.Frames([], "status", [], read, "session", signer));
            }, length => 1 << 20);
    }
}
