import { type Command, CommanderError } from "commander";
import { Finding } from "./living/finding";
import { createProgram } from "./program";
import { messageOf } from "./terminal/file-problem";
import { type CliIo, complain, print } from "./terminal/io";
import { refuseOverwriting } from "./terminal/refuse-overwriting";
import { inShellWords } from "./terminal/shell-words";

const FAILED = 1;
const USAGE = 2;
/** Of a process that Ctrl-C has ended: 128 and the number of the signal. */
const INTERRUPTED = 130;
const LONGEST_MESSAGE = 2000;
/** Of every message. */
const PREFIX = "seqment: ";

/**
 * Runs the command line and returns its exit code: 0 done, 1 failed (the reason is on standard error), 2 wrong usage, 3 and 4
 * found what it looked for, 130 interrupted.
 */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const program = createProgram(io);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError("(add --help for the options)");
    command.configureOutput({
      writeOut: (text) => print(io, text),
      writeErr: (text) => complain(io, text),
      outputError: (text, write) => write(text.replace(/^error: /, PREFIX)),
    });
  }
  let running: Command | undefined;
  program.hook("preAction", (_, command) => {
    running = command;
    return refuseOverwriting(command);
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof Finding) return error.exitCode;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    const message = inShellWords(messageOf(error), running);
    complain(io, `${PREFIX}${message.slice(0, LONGEST_MESSAGE)}\n`);
    if (io.signal?.aborted && error === io.signal.reason) return INTERRUPTED;
    return isOfFlag(error, message) ? USAGE : FAILED;
  }
}

/** Whether a function of the library refused the value of a flag or an argument. */
function isOfFlag(error: unknown, message: string): boolean {
  return (error instanceof TypeError || error instanceof RangeError) && /^(--|<)/.test(message);
}
