using PML.Data;
using PML.DataPrep;

return await new CommandLine(Console.Out, Console.Error, () => DataFolders.Root).RunAsync(args);
