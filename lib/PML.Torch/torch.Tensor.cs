using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array of libtorch. Many may share one storage: see each operation for what it copies.</summary>
    /// <remarks>It holds native memory that the garbage collector does not see: dispose it, or make it inside a <see cref="DisposeScope"/>.
    /// The finalizer is only a safety net. Every operation throws <see cref="System.Runtime.InteropServices.ExternalException"/> with the
    /// operator's name and libtorch's message when libtorch refuses it, and <see cref="InvalidOperationException"/> on a disposed tensor.</remarks>
    public sealed partial class Tensor : IDisposable
    {
        private static long liveCount;
        private static long peakCount;
        private nint handle;

        /// <summary>Owns the handle from now on and joins the thread's innermost scope.</summary>
        internal Tensor(nint handle)
        {
            this.handle = handle;
            Count();
            DisposeScope.Current?.Add(this);
        }

        /// <summary>Frees a tensor that was neither disposed nor owned by a scope.</summary>
        [ExcludeFromCodeCoverage]
        ~Tensor() => Free();

        /// <summary>The scope that owns it, and its place there.</summary>
        internal DisposeScope? Scope { get; set; }

        internal int ScopeIndex { get; set; }

        /// <summary>How many tensors live in this process.</summary>
        public static long TotalCount => Interlocked.Read(ref liveCount);

        /// <summary>The most tensors that lived at one time.</summary>
        public static long PeakCount => Interlocked.Read(ref peakCount);

        /// <summary>Whether it was disposed.</summary>
        public bool IsInvalid => handle == 0;

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">It was disposed.</exception>
        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("The tensor was disposed, by hand or with the DisposeScope that owned it.");

        /// <summary>Gives its native tensor back. A second call does nothing.</summary>
        public void Dispose()
        {
            Scope?.Remove(this);
            DisposeWithScope();
        }

        /// <summary>Lets its scope go of it: it lives until it is disposed by hand.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor DetachFromDisposeScope()
        {
            Scope?.Remove(this);
            return this;
        }

        /// <summary>Hands it to the scope around its own; without one, lets go of it.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor MoveToOuterDisposeScope() => Scope?.MoveToOuter(this) ?? this;

        /// <summary>Hands it to another scope; without one, lets go of it.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (other is null) Scope?.Remove(this);
            else other.Attach(this);
            return this;
        }

        /// <summary>Frees it; its scope has already let go.</summary>
        internal void DisposeWithScope()
        {
            Scope = null;
            if (!Free()) return;
            DisposeScopeManager.Statistics.ThreadTotalLiveCount--;
            GC.SuppressFinalize(this);
        }

        /// <summary>"[2x3], type = Float32, device = cpu".</summary>
        public override string ToString() => IsInvalid
            ? "a disposed tensor"
            : string.Create(CultureInfo.InvariantCulture, $"[{string.Join('x', shape)}], type = {dtype}, device = {device}");

        private static void Count()
        {
            DisposeScopeManager.Statistics.ThreadTotalLiveCount++;
            var live = Interlocked.Increment(ref liveCount);
            for (var peak = PeakCount; live > peak; peak = PeakCount)
                if (Interlocked.CompareExchange(ref peakCount, live, peak) == peak) return;
        }

        private bool Free()
        {
            var owned = Interlocked.Exchange(ref handle, 0);
            if (owned == 0) return false;
            Interlocked.Decrement(ref liveCount);
            Native.pt_free(owned);
            return true;
        }
    }
}
