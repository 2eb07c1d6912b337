import { Command, CommanderError } from "commander";
import { assignCommand } from "./assign-command";
import { compareCommand } from "./compare-command";
import { demoCommand } from "./demo-command";
import { describeCommand } from "./describe-command";
import { fitCommand } from "./fit-command";
import type { CliIo } from "./io";
import { reportCommand } from "./report-command";
import { packageVersion } from "./version";

const FAILED = 1;
const USAGE = 2;

/**
 * Runs the command line and returns its exit code: 0 done, 1 failed (the reason is on standard error), 2 wrong usage.
 */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const program = new Command("seqment")
    .description("Turns raw user action logs into behavioural segments, told in the users' own actions.")
    .version(packageVersion())
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong usage.");
  for (const command of [
    fitCommand(io),
    compareCommand(io),
    describeCommand(io),
    reportCommand(io),
    assignCommand(io),
    demoCommand(io),
  ]) {
    program.addCommand(command);
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError("(add --help for the options)");
    command.configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    io.stderr.write(`seqment: ${error instanceof Error ? error.message : String(error)}\n`);
    return FAILED;
  }
}
