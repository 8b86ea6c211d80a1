namespace TorchSharp;

/// <summary>Owns the tensors that are made while it is the thread's innermost scope, and disposes them with itself.</summary>
/// <remarks>A scope belongs to the thread that opened it (see <see cref="torch.NewDisposeScope"/>). Tensors keep their place in
/// <see cref="members"/>, so joining and leaving cost the same however many there are.</remarks>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic] private static DisposeScope? current;
    private readonly List<torch.Tensor> members = new(16);
    private DisposeScope? outer;
    private bool disposed;

    private DisposeScope(DisposeScope? outer) => this.outer = outer;

    /// <summary>The thread's innermost scope, if any.</summary>
    internal static DisposeScope? Current => current;

    /// <summary>Opens a scope inside the thread's innermost one.</summary>
    internal static DisposeScope Open() => current = new DisposeScope(current);

    /// <summary>How many objects it owns.</summary>
    public int DisposablesCount { get { lock (members) return members.Count; } }

    /// <summary>Whether it owns the object.</summary>
    public bool Contains(IDisposable disposable) => disposable is torch.Tensor t && t.Scope == this;

    /// <summary>Takes the object out of the scope that owns it and owns it from now on.</summary>
    public void Attach(IDisposable disposable)
    {
        if (disposable is not torch.Tensor t || t.Scope == this) return;
        ObjectDisposedException.ThrowIf(disposed, this);
        t.Scope?.Remove(t);
        Add(t);
    }

    /// <summary>Lets go of the object: it lives until it is disposed by hand.</summary>
    /// <returns>The same object.</returns>
    public T Detach<T>(T disposable) where T : IDisposable
    {
        if (disposable is torch.Tensor t && t.Scope == this) Remove(t);
        return disposable;
    }

    /// <summary>Hands the object to the scope around this one; without one, lets go of it.</summary>
    /// <returns>The same object.</returns>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(outer, disposable);

    /// <summary>Hands the object to another scope; without one, lets go of it.</summary>
    /// <returns>The same object.</returns>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (disposable is not torch.Tensor t || t.Scope != this) return disposable;
        if (scope is null) Remove(t);
        else scope.Attach(t);
        return disposable;
    }

    /// <summary>Disposes everything it owns and stays open.</summary>
    public void DisposeEverything()
    {
        torch.Tensor[] all;
        lock (members)
        {
            all = [.. members];
            members.Clear();
        }
        foreach (var t in all) t.DisposeWithScope();
    }

    /// <summary>Disposes everything it owns and closes: the scope around it is the thread's innermost again.</summary>
    public void Dispose()
    {
        if (disposed) return;
        DisposeEverything();
        disposed = true;
        Unlink();
    }

    internal void Add(torch.Tensor t)
    {
        lock (members)
        {
            t.Scope = this;
            t.ScopeIndex = members.Count;
            members.Add(t);
        }
    }

    internal void Remove(torch.Tensor t)
    {
        lock (members)
        {
            t.Scope = null;
            var index = t.ScopeIndex;
            if (index >= members.Count || members[index] != t) return;
            var last = members[^1];
            members[index] = last;
            last.ScopeIndex = index;
            members.RemoveAt(members.Count - 1);
        }
    }

    /// <summary>Takes it out of the thread's chain, wherever it stands: scopes need not close in order.</summary>
    private void Unlink()
    {
        if (current == this)
        {
            current = outer;
            return;
        }
        for (var s = current; s is not null; s = s.outer)
            if (s.outer == this) s.outer = outer;
    }
}
