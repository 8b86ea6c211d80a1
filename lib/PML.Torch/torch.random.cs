namespace TorchSharp;

public static partial class torch
{
    /// <summary>Random numbers.</summary>
    public static class random
    {
        /// <summary>Seeds the generators of the processor and of every graphics processor.</summary>
        /// <returns>The processor's generator.</returns>
        public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);
    }
}
