namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers.</summary>
    public sealed class Generator
    {
        private Generator() { }

        /// <summary>The generator of operators that name none.</summary>
        public static Generator Default { get; } = new();

        /// <summary>Starts it again from a seed, and the graphics processors' too.</summary>
        /// <returns>The same generator.</returns>
        public Generator manual_seed(long seed)
        {
            Native.Check(Native.pt_seed((ulong)seed), nameof(manual_seed));
            return this;
        }
    }
}
