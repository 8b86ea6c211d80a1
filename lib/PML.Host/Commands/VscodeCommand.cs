using System.CommandLine;
using PML.Host.Extension;

namespace PML.Host.Commands;

/// <summary><c>vscode pack|install</c>: the kit's extension for VS Code.</summary>
internal static class VscodeCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("vscode", "The kit's extension for VS Code: notebooks run there without Jupyter or Python.") { Pack(), Install() };

    private static Command Pack()
    {
        var file = new Option<string?>("--out") { Description = "Where to write it; without it, pml-notebooks-VERSION.vsix in this folder.", HelpName = "FILE" };
        var command = new Command("pack", "Write the extension as a .vsix file.") { file };
        command.SetAction(parsed =>
        {
            var package = ExtensionPackage.OfThisKit();
            string path = Path.GetFullPath(parsed.GetValue(file) ?? package.FileName);
            package.Save(path);
            Console.WriteLine($"Wrote {path}");
            Console.WriteLine("To install it: lib/pml vscode install, or in VS Code: F1, 'Extensions: Install from VSIX...', and choose the file.");
        });
        return command;
    }

    private static Command Install()
    {
        var editor = new Option<string?>("--editor") { Description = $"The editor's command; without it, the first that is there of {string.Join(", ", EditorProgram.Known)}.", HelpName = "PROGRAM" };
        var command = new Command("install", "Install the extension into VS Code, for this user.") { editor };
        command.SetAction(async (parsed, stop) =>
        {
            var program = EditorProgram.Find(parsed.GetValue(editor));
            var package = ExtensionPackage.OfThisKit();
            var folder = Directory.CreateTempSubdirectory("pml-vscode-");
            try
            {
                string path = Path.Combine(folder.FullName, package.FileName);
                package.Save(path);
                await program.Install(path, stop);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
            Console.WriteLine($"Installed into {program.Name}. Open a notebook of this folder there, and choose the kernel 'C# (PML)' if it asks. A window that is open already: F1, 'Developer: Reload Window'.");
        });
        return command;
    }
}
