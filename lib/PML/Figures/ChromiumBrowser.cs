using PML.Support;

namespace PML.Figures;

/// <summary>A Chromium that is started when first needed, used by one caller at a time, and ended with this process at the latest. One that crashed is replaced, once for a piece of work.</summary>
internal sealed class ChromiumBrowser : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ChromiumPage? _page;

    /// <summary>A browser that has not started.</summary>
    internal ChromiumBrowser() => AppDomain.CurrentDomain.ProcessExit += AtExit;

    /// <summary>The one that draws all of this process's pictures.</summary>
    internal static ChromiumBrowser Shared { get; } = new();

    /// <summary>Does a piece of work with its page.</summary>
    /// <param name="work">May be done twice; the page may have been used before.</param>
    /// <param name="cancellation">Ends the browser, and with it the work.</param>
    /// <returns>What the work gave.</returns>
    /// <exception cref="PmlException">Chromium is missing, does not start, takes too long, or crashed twice.</exception>
    internal T Use<T>(Func<ChromiumPage, T> work, CancellationToken cancellation)
    {
        _turn.Wait(cancellation);
        try
        {
            return Work(work, again: true, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends it; the next piece of work starts another.</summary>
    internal void End() => Interlocked.Exchange(ref _page, null)?.Dispose();

    /// <summary>Ends it for good.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= AtExit;
        End();
        _turn.Dispose();
    }

    private void AtExit(object? sender, EventArgs e) => End();

    private T Work<T>(Func<ChromiumPage, T> work, bool again, CancellationToken cancellation)
    {
        var program = ChromiumProcess.Find();
        try
        {
            if (_page?.Program != program) End();
            return work(_page ??= new ChromiumPage(program, cancellation));
        }
        catch (ChromiumGoneException)
        {
            End();
            return again ? Work(work, again: false, cancellation) : throw new PmlException($"Chromium ({program}) crashed, and once more when it was started again. Is there memory left? .html files need no Chromium.");
        }
        // A page that did not finish may never: whoever comes next gets a new one.
        catch (Exception e) when (e is PmlException or OperationCanceledException)
        {
            End();
            throw;
        }
    }
}
