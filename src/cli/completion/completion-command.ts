import { Argument, Command } from "commander";
import { type CliIo, print } from "../terminal/io";
import { bashCompletion } from "./bash";
import { fishCompletion } from "./fish";
import { commandWords } from "./words";
import { zshCompletion } from "./zsh";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `seqment completion SHELL` */
export function completionCommand(io: CliIo): Command {
  const command = new Command("completion");
  command
    .description("print a completion script for your shell")
    .addArgument(new Argument("<shell>", "which one").choices(Object.keys(SHELLS)))
    .addHelpText("after", "\nExample:\n  source <(seqment completion bash)")
    .action((shell: keyof typeof SHELLS) => print(io, SHELLS[shell](commandWords(command.parent!))));
  return command;
}
