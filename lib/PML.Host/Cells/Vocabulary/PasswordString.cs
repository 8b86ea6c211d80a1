namespace Microsoft.DotNet.Interactive;

/// <summary>A text that does not show itself.</summary>
/// <param name="password">The text.</param>
public sealed class PasswordString(string password)
{
    private readonly string _password = password;

    /// <summary>The text.</summary>
    /// <returns>What was typed.</returns>
    public string GetClearTextPassword() => _password;

    /// <summary>As many stars as the text has characters.</summary>
    /// <returns>The stars.</returns>
    public override string ToString() => new('*', _password.Length);
}
