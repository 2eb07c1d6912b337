import { Command } from "commander";
import { unitsText } from "../../core/internal";
import type { GroupComparison } from "../../profiles";
import { numberFlag, wholeNumberFlag } from "../flags/number-flags";
import { LOG_FILES } from "../flags/reading-flags";
import { type CliIo, print } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { addGroupFlags, type GroupFlags, groupsOfInputs } from "./group-flags";
import { addSequenceFlags, type LogFlags, logSequences } from "./log-sequences";
import { addFormFlags, checkFormFlags, type FormFlags, printAs } from "./print-as";

interface CompareGroupsFlags extends LogFlags, GroupFlags, FormFlags {
  a?: string;
  b?: string;
  step?: string[];
  pattern?: string[];
  minShare?: number;
  maxPatterns?: number;
  maxTransitions?: number;
  falseDiscoveryRate?: number;
  title?: string;
  out?: string;
}

/** `seqment compare-groups FILE` */
export function compareGroupsCommand(io: CliIo): Command {
  const command = new Command("compare-groups");
  command
    .description("compare two groups of users: every difference with its interval")
    .argument("[files...]", LOG_FILES);
  addGroupFlags(command)
    .option("--a <name>", "the first group, such as treatment")
    .option("--b <name>", "the second group, such as control; default: all others")
    .optionsGroup("Comparing:")
    .option("--step <pattern>", "a step of a funnel; repeat the flag for the next step", gathered)
    .option("--pattern <pattern>", "a further path pattern to compare; can be repeated", gathered)
    .option("--min-share <share>", "compare only what at least this share of users does", numberFlag)
    .option("--max-patterns <n>", "most paths of two and three actions to compare", wholeNumberFlag)
    .option("--max-transitions <n>", "most transitions to compare", wholeNumberFlag)
    .option("--false-discovery-rate <share>", "accepted share of false findings", numberFlag);
  addFormFlags(addSequenceFlags(command).optionsGroup("Output:"))
    .option("--out <file>", "write a page here")
    .option("--title <text>", "heading of the page")
    .addHelpText(
      "after",
      `
Example:
  seqment compare-groups events.csv --user user_id --action event --time timestamp \\
    --groups arms.csv --a new --b old --step view --step cart --step pay --out comparison.html`,
    )
    .action(async (files: string[], flags: CompareGroupsFlags) => {
      checkFormFlags(command, flags);
      if (flags.groups === undefined) command.error("error: --groups <file> says who is in which group");
      if (flags.a === undefined) command.error("error: --a names the first group");
      if (flags.title !== undefined && flags.out === undefined) command.error("error: --title needs --out");
      if (flags.out !== undefined) await prepareOutput("--out", flags.out);
      const { compareGroups, formatGroupComparison } = await import("../../profiles");
      const sequences = await logSequences(command, files, flags, io);
      const { of, unknown } = await groupsOfInputs(flags, sequences);
      const { a, b, step, pattern, minShare, maxPatterns, maxTransitions, falseDiscoveryRate } = flags;
      const found = await compareGroups(sequences, of, {
        ...{ a, b, funnel: step, patterns: pattern, minShare, maxPatterns, maxTransitions, falseDiscoveryRate },
        signal: io.signal,
      });
      if (flags.out !== undefined) await writePage(found, flags.out, flags.title);
      const note = unknown > 0 ? `\nnote: ${unitsText(unknown, "user")} of the log are in no group of --groups\n` : "";
      printAs(io, flags, {
        text: () => formatGroupComparison(found) + note,
        data: found,
        rows: () => rowsOf(found),
      });
      if (flags.out !== undefined && !flags.json && !flags.csv) print(io, `\nWrote ${flags.out}.\n`);
    });
  return command;
}

async function writePage(found: GroupComparison, out: string, title: string | undefined): Promise<void> {
  const [{ renderComparison }, { writeAtomically }] = await Promise.all([
    import("../../report"),
    import("../../segments/internal"),
  ]);
  await writeAtomically(out, await renderComparison(found, { title }));
}

function gathered(text: string, all: string[] = []): string[] {
  return [...all, text];
}

function rowsOf({ differences, found }: GroupComparison): object[] {
  return differences.map(({ kind, text, scale, a, b, users, difference, interval, p, q }, i) => ({
    ...{ kind, text, scale, a, b, usersA: users[0], usersB: users[1], difference },
    ...{ lower: interval.lower, upper: interval.upper, p, q, found: i < found },
  }));
}
