namespace PML.Support;

/// <summary>A mistake that the user can mend: the message alone tells the thing, the rule, what was found and what to do.</summary>
/// <remarks>Hosts show the message without a stack trace.</remarks>
public sealed class PmlException : Exception
{
    /// <summary>An error with the message that the user reads.</summary>
    /// <param name="message">The thing, the rule, what was found, what to do.</param>
    public PmlException(string message) : base(message) { }

    /// <summary>An error with the message that the user reads and the failure behind it.</summary>
    /// <param name="message">The thing, the rule, what was found, what to do.</param>
    /// <param name="innerException">What the system reported.</param>
    public PmlException(string message, Exception innerException) : base(message, innerException) { }
}
