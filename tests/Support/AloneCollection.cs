namespace PML.Tests.Support;

/// <summary>Tests of what belongs to the whole process: counts, the generator of random numbers, the environment. They run after the others, one by one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Alone in the process";
}
