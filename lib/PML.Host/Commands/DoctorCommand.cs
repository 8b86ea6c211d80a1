using System.CommandLine;

namespace PML.Host.Commands;

/// <summary>The command <c>doctor</c>.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("doctor", "Say what is there, what is missing, and the command that mends it.");
        command.SetAction(_ => Doctor.Write(Console.Out));
        return command;
    }
}
