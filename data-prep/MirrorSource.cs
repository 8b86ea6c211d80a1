using PML.Support;

namespace PML.DataPrep;

/// <summary>A public mirror: each file as <c>URL/name.gz</c>.</summary>
internal sealed class MirrorSource(string url, HttpMessageHandler? handler = null) : IRawSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => url;

    public void Fetch(IReadOnlyList<RawFile> wanted, Action<RawFile, Stream> place, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(handler ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) }, disposeHandler: handler is null) { Timeout = Patience };
        foreach (var file in wanted)
        {
            var address = $"{url}/{file.Name}.gz";
            try
            {
                using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, address), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if (!response.IsSuccessStatusCode) throw new PmlException($"{address} answered {(int)response.StatusCode} {response.ReasonPhrase}");
                // A gzip file is never much longer than what it unpacks to.
                using var packed = new BoundedStream(response.Content.ReadAsStream(cancellationToken), file.Bytes + (1 << 16), address);
                FolderSource.Unpack(file, packed, address, place);
            }
            catch (Exception exception) when (exception is HttpRequestException or HttpIOException or TimeoutException)
            {
                throw new PmlException($"{address}: {exception.Message}", exception);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new PmlException($"{address} did not answer within {Patience.TotalMinutes:0} minutes", exception);
            }
        }
    }
}
