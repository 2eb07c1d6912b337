import { Command } from "commander";
import { countText, durationText, percentText, unitsText } from "../../core/internal";
import type { Funnel, FunnelOfInputs } from "../../profiles";
import type { Sequences } from "../../sequences";
import { LOG_FILES } from "../flags/reading-flags";
import type { CliIo } from "../terminal/io";
import { refuseFlags } from "../terminal/shell-words";
import { addGroupFlags, type GroupFlags, groupsOfInputs } from "./group-flags";
import { addSequenceFlags, type LogFlags, logSequences } from "./log-sequences";
import { addFormFlags, checkFormFlags, type FormFlags, printAs } from "./print-as";

interface FunnelFlags extends LogFlags, GroupFlags, FormFlags {
  step?: string[];
  within?: string;
  anyOrder?: true;
}

/** `seqment funnel FILE` */
export function funnelCommand(io: CliIo): Command {
  const command = new Command("funnel");
  command
    .description("count how many users reach each step, in total and by group")
    .argument("[files...]", LOG_FILES)
    .optionsGroup("Funnel:")
    .option("--step <pattern>", "a step, such as cart or [pay pay_later]; repeat the flag for the next step", gathered)
    .option("--within <duration>", "the longest time from the first step to each later one, such as 1h")
    .option("--any-order", "count a step wherever it is in the path");
  addFormFlags(addSequenceFlags(addGroupFlags(command)).optionsGroup("Output:"))
    .addHelpText(
      "after",
      `
Steps are path patterns: docs/path-patterns.md.

Example:
  seqment funnel events.csv --user user_id --action event --time timestamp --step view --step cart --step pay`,
    )
    .action(async (files: string[], flags: FunnelFlags) => {
      checkFormFlags(command, flags);
      if (!flags.step || flags.step.length < 2) command.error("error: give --step two or more times");
      if (flags.groups === undefined) refuseFlags(command, ["by", "group"], "needs --groups");
      const { funnel } = await import("../../profiles");
      const sequences = await logSequences(command, files, flags, io);
      const groups = flags.groups === undefined ? undefined : await numberedGroups(flags, sequences);
      const found = await funnel(sequences, flags.step!, {
        labels: groups?.labels,
        within: flags.within,
        ordered: !flags.anyOrder,
        signal: io.signal,
      });
      const named = namedFunnels(found, groups?.names);
      printAs(io, flags, {
        text: () => textOf(found, named, groups?.unknown ?? 0),
        data: { ...found, segments: named.slice(1).map(({ group, of }) => ({ group, ...of, segment: undefined })) },
        rows: () => rowsOf(named),
      });
    });
  return command;
}

function gathered(text: string, all: string[] = []): string[] {
  return [...all, text];
}

/** Groups as labels: the largest is 0. */
async function numberedGroups(flags: GroupFlags, sequences: Sequences) {
  const { of, unknown } = await groupsOfInputs(flags, sequences);
  const sizes = new Map<string, number>();
  for (const group of of) if (group !== "") sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const names = [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)! || (a < b ? -1 : 1));
  return { labels: of.map((group) => names.indexOf(group)), names, unknown };
}

interface NamedFunnel {
  readonly group: string;
  readonly of: FunnelOfInputs;
}

function namedFunnels(found: Funnel, names: readonly string[] = []): NamedFunnel[] {
  const ofGroups = found.segments.map((of) => ({ group: names[of.segment] ?? "in no group", of }));
  return [{ group: "all", of: found }, ...ofGroups];
}

function textOf({ unknownNames }: Funnel, named: readonly NamedFunnel[], unknown: number): string {
  const width = Math.max(...named[0]!.of.steps.map(({ step }) => step.length));
  const blocks = named.map(({ group, of }) => {
    const lines = of.steps.map(({ step, reached, ofAll, ofPrevious, interval, medianTime }, k) => {
      const before =
        k === 0
          ? ""
          : `   ${percentText(ofPrevious)} of the step before${interval ? ` (${percentText(interval.lower)} to ${percentText(interval.upper)})` : ""}`;
      const time = medianTime === null ? "" : `, after ${durationText(medianTime)}`;
      return `  ${step.padEnd(width)}  ${countText(reached).padStart(9)}  ${percentText(ofAll).padStart(6)}${before}${time}`;
    });
    return [`${group}: ${unitsText(of.inputs, "user")}`, ...lines].join("\n");
  });
  const notes = [
    ...unknownNames.map((name) => `note: ${name}`),
    ...(unknown > 0 ? [`note: ${unitsText(unknown, "user")} of the log are in no group of --groups`] : []),
  ];
  return `${[...blocks, ...(notes.length > 0 ? [notes.join("\n")] : [])].join("\n\n")}\n`;
}

function rowsOf(named: readonly NamedFunnel[]): object[] {
  return named.flatMap(({ group, of }) =>
    of.steps.map(({ step, reached, ofAll, ofPrevious, interval, medianTime }, k) => ({
      ...{ group, users: of.inputs, number: k + 1, step, reached, ofAll, ofPrevious },
      ...{ lower: interval?.lower ?? null, upper: interval?.upper ?? null, medianTime },
    })),
  );
}
