using PML.DataPrep;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
