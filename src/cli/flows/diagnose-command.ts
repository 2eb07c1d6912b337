import { Command, InvalidArgumentError, Option } from "commander";
import type { Diagnosis, DiagnosisData } from "../../experiments";
import { numberFlag } from "../flags/number-flags";
import { type CliIo, print } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { addFormFlags, checkFormFlags, type FormFlags, printAs } from "./print-as";
import { numberColumn, readTextTable, type TextTable, textColumn } from "./text-table";

interface DiagnoseFlags extends FormFlags {
  label: string;
  segment?: string;
  metric?: string;
  before?: string;
  after?: string;
  value?: string;
  group?: string;
  control?: string;
  treatment?: string;
  expected?: number;
  better?: "higher" | "lower";
  previous?: string;
  feature?: string[];
  behavior?: BehaviorFlag[];
  stratum?: string;
  delivered?: string;
  confidence?: string;
  title?: string;
  out?: string;
}

interface BehaviorFlag {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** `seqment diagnose FILE` */
export function diagnoseCommand(io: CliIo): Command {
  const command = new Command("diagnose");
  command
    .description("find out why a segment does worse: causes, ranked by how much of the loss they explain")
    .argument("<file>", "CSV with a line for each user")
    .optionsGroup("The question:")
    .option("--label <column>", "column of the segment", "segment")
    .option("--segment <name>", "the segment that does worse")
    .option("--metric <name>", "what the metric is called in sentences; default: the column")
    .option("--before <column>", "the metric in the first period")
    .option("--after <column>", "the metric in the second period")
    .option("--value <column>", "the metric, where groups are compared")
    .option("--group <column>", "the group of each user, such as the arm of an experiment")
    .option("--control <name>", "the group that was not treated")
    .option("--treatment <name>", "the group that was treated")
    .option("--expected <effect>", "the effect that was expected; default: that on all other users", signedFlag)
    .addOption(new Option("--better <direction>", "which values are good").choices(["higher", "lower"]))
    .optionsGroup("What else is known (columns):")
    .option("--previous <column>", "the metric in an earlier window")
    .option("--feature <column>", "a number that the label was derived from; can be repeated", gathered)
    .addOption(
      new Option(
        "--behavior <name=before:after>",
        "what users did in both periods: two columns; can be repeated",
      ).argParser(behaviorFlag),
    )
    .option("--stratum <column>", "a kind of users, such as the channel")
    .option("--delivered <column>", "whether a user really got the treatment: 1 or 0, true or false, yes or no")
    .option("--confidence <column>", "how surely a user belongs to the segment, from 0 to 1");
  addFormFlags(command.optionsGroup("Output:"))
    .option("--out <file>", "write a page here")
    .option("--title <text>", "heading of the page")
    .addHelpText(
      "after",
      `
Examples:
  seqment diagnose customers.csv --segment High-Value --before q1 --after q2 --feature orders --feature recency
  seqment diagnose users.csv --segment Whales --value revenue --group arm --control old --treatment new`,
    )
    .action(async (file: string, flags: DiagnoseFlags) => {
      checkFormFlags(command, flags);
      checkQuestion(command, flags);
      if (flags.out !== undefined) await prepareOutput("--out", flags.out);
      const { diagnoseSegment, formatDiagnosis } = await import("../../experiments");
      const table = await readTextTable(file);
      const found = await diagnoseSegment(modelOf(table, flags), dataOf(table, flags), {
        segment: flags.segment,
        metric: flags.metric ?? flags.value ?? flags.after,
        ...(flags.group === undefined
          ? { periods: { before: flags.before, after: flags.after } }
          : { groups: { control: flags.control, treatment: flags.treatment } }),
        ...{ expected: flags.expected, better: flags.better, signal: io.signal },
      });
      if (flags.out !== undefined) await writePage(found, flags.out, flags.title);
      printAs(io, flags, { text: () => formatDiagnosis(found), data: found, rows: () => rowsOf(found) });
      if (flags.out !== undefined && !flags.json && !flags.csv) print(io, `\nWrote ${flags.out}.\n`);
    });
  return command;
}

function checkQuestion(command: Command, flags: DiagnoseFlags): void {
  const { segment, before, after, value, group, control, treatment, title, out } = flags;
  if (segment === undefined) command.error("error: --segment names the segment that does worse");
  if (title !== undefined && out === undefined) command.error("error: --title needs --out");
  if (group === undefined) {
    if (before === undefined || after === undefined) {
      command.error("error: give --before and --after, or --value and --group");
    }
    if (value ?? control ?? treatment) command.error("error: --value, --control and --treatment need --group");
    return;
  }
  if (before ?? after) command.error("error: --before and --after are for periods, not for --group");
  if (value === undefined) command.error("error: --group needs --value, the column of the metric");
  if (control === undefined || treatment === undefined) command.error("error: --group needs --control and --treatment");
  if (flags.behavior) command.error("error: --behavior is for periods, not for --group");
}

function modelOf(table: TextTable, flags: DiagnoseFlags) {
  return {
    labels: textColumn(table, "--label", flags.label),
    probabilities: flags.confidence === undefined ? undefined : numberColumn(table, "--confidence", flags.confidence),
  };
}

function dataOf(table: TextTable, flags: DiagnoseFlags): DiagnosisData {
  const number = (flag: string, name: string) => numberColumn(table, flag, name);
  const { previous, feature, behavior, stratum, delivered } = flags;
  const values =
    flags.group === undefined
      ? { before: number("--before", flags.before!), after: number("--after", flags.after!) }
      : number("--value", flags.value!);
  const behaviorOf = (side: "before" | "after") =>
    Object.fromEntries(behavior!.map((own) => [own.name, number("--behavior", own[side])]));
  return {
    values,
    groups: flags.group === undefined ? undefined : textColumn(table, "--group", flags.group),
    previous: previous === undefined ? undefined : number("--previous", previous),
    features: feature && Object.fromEntries(feature.map((name) => [name, number("--feature", name)])),
    behavior: behavior && { before: behaviorOf("before"), after: behaviorOf("after") },
    strata: stratum === undefined ? undefined : textColumn(table, "--stratum", stratum),
    delivered: delivered === undefined ? undefined : yesOrNo(table, delivered),
  };
}

function yesOrNo(table: TextTable, name: string): boolean[] {
  return textColumn(table, "--delivered", name).map((cell, row) => {
    if (/^(1|true|yes|y)$/i.test(cell)) return true;
    if (/^(0|false|no|n|)$/i.test(cell)) return false;
    throw new RangeError(`--delivered: ${table.file}, line ${row + 2}: ${JSON.stringify(cell)} is neither yes nor no`);
  });
}

async function writePage(found: Diagnosis, out: string, title: string | undefined): Promise<void> {
  const [{ renderDiagnosis }, { writeAtomically }] = await Promise.all([
    import("../../report"),
    import("../../segments/internal"),
  ]);
  await writeAtomically(out, await renderDiagnosis(found, { title }));
}

function rowsOf({ evidence, others }: Diagnosis): object[] {
  const found = evidence.map(({ cause, explains, figure, interval, adjustedP, sentence }, i) => ({
    ...{ rank: i + 1, cause, explains, figure, lower: interval.lower, upper: interval.upper, adjustedP, sentence },
  }));
  const none = { rank: null, explains: null, figure: null, lower: null, upper: null, adjustedP: null };
  return [...found, ...others.map(({ cause, why }) => ({ ...none, cause, sentence: why }))];
}

function gathered(text: string, all: string[] = []): string[] {
  return [...all, text];
}

function behaviorFlag(text: string, all: BehaviorFlag[] = []): BehaviorFlag[] {
  const [, name, before, after] = /^([^=]+)=([^:]+):(.+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError(`expected name=column:column, got "${text}".`);
  return [...all, { name, before: before!, after: after! }];
}

function signedFlag(text: string): number {
  return text.startsWith("-") ? -numberFlag(text.slice(1)) : numberFlag(text);
}
