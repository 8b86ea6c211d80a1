return await PML.Hosting.Commands.PmlCommand.Run(args);
