using System.CommandLine;
using System.Runtime.InteropServices;
using PML.Host.Cells;
using PML.Host.Jupyter;

namespace PML.Host.Commands;

/// <summary><c>kernel install|remove|list|start</c>: the kit's C# kernel in Jupyter, and in VS Code's Jupyter support.</summary>
internal static class KernelCommand
{
    private static readonly Argument<FileInfo> s_connection = new("CONNECTION-FILE") { Description = "The file that Jupyter writes for a kernel that it starts." };

    /// <summary>The command.</summary>
    public static Command Create() => new("kernel", $"The kit's C# kernel for Jupyter, named {KernelSpec.Name}.")
    {
        Verb("install", "Make the kernel known to Jupyter and VS Code, for this user.", Install),
        Verb("remove", "Make it unknown again.", Remove),
        Verb("list", "Show the kernels that this user installed.", List),
        Start(),
    };

    private static Command Verb(string name, string description, Action<string> act)
    {
        var command = new Command(name, description);
        command.SetAction(_ => act(KernelSpec.UsersFolder(Environment.GetEnvironmentVariable)));
        return command;
    }

    private static Command Start()
    {
        var command = new Command("start", "Run the kernel; Jupyter does this.") { s_connection };
        command.SetAction((parsed, _) => Start(parsed.GetRequiredValue(s_connection).FullName));
        return command;
    }

    private static void Install(string jupyter)
    {
        Console.WriteLine($"Wrote {KernelSpec.Install(jupyter, Starter())}");
        Console.WriteLine("Open a notebook in Jupyter or VS Code, and choose the kernel \"C# (PML Notebooks)\".");
    }

    private static void Remove(string jupyter) =>
        Console.WriteLine(KernelSpec.Remove(jupyter) ? $"Removed {KernelSpec.In(jupyter)}" : $"Nothing to remove: {KernelSpec.In(jupyter)} is not there.");

    private static void List(string jupyter)
    {
        var kernels = KernelSpec.List(jupyter);
        Console.WriteLine(kernels.Count > 0 ? $"Kernels in {jupyter}:" : $"No kernels in {jupyter}. This kit's: lib/pml kernel install");
        foreach (var (name, title, command) in kernels) Console.WriteLine($"  {name,-16} {title}\n                   {command}");
    }

    // The launcher builds what changed since; without one (Windows, macOS) the host itself.
    private static IReadOnlyList<string> Starter()
    {
        string launcher = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "pml"));
        return OperatingSystem.IsLinux() && File.Exists(launcher)
            ? [launcher, "kernel", "start"]
            : ["dotnet", Path.Combine(AppContext.BaseDirectory, "PML.Host.dll"), "kernel", "start"];
    }

    private static async Task<int> Start(string connectionFile)
    {
        using var kernel = new JupyterKernel(ConnectionFile.Read(connectionFile), Directory.GetCurrentDirectory());
        // Ctrl+C in the terminal of a Jupyter server reaches its kernels too; it is no reason to lose a session.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            kernel.Interrupt();
        });
        _ = Task.Run(Warm);
        await Task.WhenAny(kernel.Ended, ClientWatch.Gone(Environment.GetEnvironmentVariable("JPY_PARENT_PID")));
        kernel.Dispose();
        // A thread that a cell left behind must not keep a process that nobody talks to any more.
        Environment.Exit(0);
        return 0;
    }

    // The first cell and the first completion of a process are slow, so they are somebody else's.
    private static async Task Warm()
    {
        using var engine = new CellEngine(Path.GetTempPath(), _ => { });
        await engine.Run("var warm = 1;\nwarm", "warm");
        engine.Insight.Complete("warm.", 5);
    }
}
