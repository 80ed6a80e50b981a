using System.CommandLine;
using Suffice.Cli;
using Suffice.Cli.Commands;

RootCommand root = new("Measures, compresses and inspects 4D-STEM data.")
{
    InspectCommand.Create(),
    BenchCommand.Create(),
    ReportCommand.Create(),
    AdviseCommand.Create(),
    PackCommand.Create(),
    UnpackCommand.Create(),
    VerifyCommand.Create(),
    ImageCommand.Create(),
    ViewCommand.Create(),
    ReduceCommand.Create(),
    AuditCommand.Create(),
    SimulateCommand.Create(),
    DemoCommand.Create(),
    PluginCommand.Create(),
    ProbeCommand.Create(),
};
return await GuardedRun.Run(args, arguments => CommandLineHost.Run(root, arguments)).ConfigureAwait(false);
