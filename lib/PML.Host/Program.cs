return await PML.Host.Commands.PmlCommand.Run(args);
