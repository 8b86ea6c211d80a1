namespace PML.Support;

/// <summary>A mistake that the user can mend: the message alone tells the thing, the rule, what was found and what to do.</summary>
/// <remarks>Hosts show the message without a stack trace, those too that print whatever an exception says of itself.</remarks>
public sealed class PmlException : Exception
{
    /// <summary>An error with the message that the user reads.</summary>
    /// <param name="message">The thing, the rule, what was found, what to do.</param>
    public PmlException(string message) : base(message) { }

    /// <summary>An error with the message that the user reads and the failure behind it.</summary>
    /// <param name="message">The thing, the rule, what was found, what to do.</param>
    /// <param name="innerException">What the system reported.</param>
    public PmlException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>The message alone: where in the kit a mistake was noticed is of no use to whoever made it.</summary>
    public override string ToString() => Message;
}
