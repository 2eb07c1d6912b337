import { PassThrough } from "node:stream";
import type { Command, Option } from "commander";
import { createProgram } from "../../src/cli/program";

/** Every command of the shell with its arguments and flags, in Markdown. */
export function cliReference(): string {
  const stdin = new PassThrough();
  const { commands } = createProgram({ stdin, stdout: new PassThrough(), stderr: new PassThrough() });
  return commands.map(commandReference).join("\n");
}

function commandReference(command: Command): string {
  const { registeredArguments: given, options } = command;
  const groups = [...new Set(options.map(({ helpGroupHeading }) => helpGroupHeading))];
  const tables = groups.map((group) =>
    flagTable(
      group,
      options.filter((option) => option.helpGroupHeading === group),
    ),
  );
  return [
    `### seqment ${command.name()}`,
    `${sentence(command.description())}`,
    fenced(`seqment ${command.name()} ${command.usage()}`),
    given.map((argument) => `\`${argument.name()}\`: ${argument.description}.`).join("\n"),
    ...tables,
    notesAfter(command),
  ]
    .filter((part) => part !== "")
    .map((part) => `${part}\n`)
    .join("\n");
}

function flagTable(group: string | undefined, options: readonly Option[]): string {
  return [`| ${group?.replace(/:$/, "") ?? "flag"} | |`, "| --- | --- |", ...options.map(flagRow)].join("\n");
}

function flagRow({ flags, description, argChoices, defaultValue, mandatory }: Option): string {
  const notes = [
    description,
    ...(argChoices ? [`one of ${argChoices.map((choice) => `\`${choice}\``).join(", ")}`] : []),
    ...(defaultValue === undefined ? [] : [`default: \`${defaultValue}\``]),
    ...(mandatory ? ["required"] : []),
  ];
  return `| \`${flags}\` | ${notes.join("; ").replaceAll("|", "\\|")} |`;
}

/** What `--help` prints below the flags. */
function notesAfter(command: Command): string {
  let printed = "";
  command.configureOutput({
    writeOut(text) {
      printed += text;
    },
  });
  command.outputHelp();
  const after = printed.slice(command.helpInformation().length).trim();
  return after === "" ? "" : fenced(after);
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
