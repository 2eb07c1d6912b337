import { Command, InvalidArgumentError, Option } from "commander";
import type { Comparison, ExperimentAnalysis, ExperimentMetric } from "../../experiments";
import { numberFlag } from "../flags/number-flags";
import type { CliIo } from "../terminal/io";
import { addFormFlags, checkFormFlags, type FormFlags, printAs } from "./print-as";
import { numberColumn, readTextTable, type TextTable, textColumn } from "./text-table";

interface ExperimentFlags extends FormFlags {
  key: string;
  user?: string;
  variant: string;
  segment?: string;
  metric?: string[];
  ratio?: RatioFlag[];
  before?: [metric: string, column: string][];
  weights?: [variant: string, weight: number][];
  control?: string;
  confidence?: number;
  looks?: "fixed" | "always-valid";
}

interface RatioFlag {
  readonly name: string;
  readonly numerator: string;
  readonly denominator: string;
}

/** `seqment experiment FILE` */
export function experimentCommand(io: CliIo): Command {
  const command = new Command("experiment");
  command
    .description("analyze an experiment: sample ratio, effects overall and by segment, corrected")
    .argument("<file>", "CSV with a line for each user: variant, segment, metrics")
    .optionsGroup("Columns:")
    .option("--user <column>", "column of the user; default: the first")
    .option("--variant <column>", "column of the variant", "variant")
    .option("--segment <column>", "column of the segment at first exposure; an empty cell is none")
    .option("--metric <column>", "column of a metric; repeat the flag for another one", gathered)
    .addOption(
      new Option("--ratio <name=a/b>", "a metric that is a ratio of two columns; can be repeated").argParser(ratioFlag),
    )
    .addOption(
      new Option("--before <metric=column>", "the same metric before the exposure; can be repeated").argParser(
        pairFlag,
      ),
    )
    .optionsGroup("Experiment:")
    .option("--key <name>", "name of the experiment", "experiment")
    .addOption(
      new Option("--weights <variant=weight>", "share of the traffic; default: the same for all").argParser(weightFlag),
    )
    .option("--control <variant>", "the variant that the others are compared with; default: the first by name")
    .option("--confidence <share>", "of all intervals; default: 0.95", numberFlag)
    .addOption(
      new Option("--looks <kind>", "whether results are read once, at the planned end, or at any time").choices([
        "fixed",
        "always-valid",
      ]),
    );
  addFormFlags(command.optionsGroup("Output:"))
    .addHelpText(
      "after",
      `
Example:
  seqment experiment users.csv --variant arm --segment segment --metric revenue --before revenue=revenue_in_may`,
    )
    .action(async (file: string, flags: ExperimentFlags) => {
      checkFormFlags(command, flags);
      if (!flags.metric && !flags.ratio) command.error("error: give --metric or --ratio");
      const table = await readTextTable(file);
      const { analyzeExperiment, formatExperiment } = await import("../../experiments");
      const { exposures, names } = exposuresOf(table, flags);
      const { control, confidence, looks } = flags;
      const experiment = { key: flags.key, variants: variantsOf(names, flags.weights ?? []) };
      const found = await analyzeExperiment(
        { experiment, exposures, metrics: metricsOf(table, flags) },
        { control, confidence, looks, signal: io.signal },
      );
      printAs(io, flags, { text: () => `${formatExperiment(found)}\n`, data: found, rows: () => rowsOf(found) });
    });
  return command;
}

function exposuresOf(table: TextTable, flags: ExperimentFlags) {
  const users = textColumn(table, "--user", flags.user ?? table.names[0]!);
  const variants = textColumn(table, "--variant", flags.variant);
  const segments = flags.segment === undefined ? undefined : textColumn(table, "--segment", flags.segment);
  const exposures = users.map((user, row) => ({
    user,
    variant: variants[row]!,
    segment: segments === undefined || segments[row] === "" ? null : segments[row]!,
  }));
  const names = [...new Set(variants)].sort((a, b) => (a < b ? -1 : 1));
  if (names.length < 2) throw new RangeError(`--variant: ${table.file} has one variant only`);
  return { exposures, names };
}

function variantsOf(names: readonly string[], weights: readonly (readonly [string, number])[]) {
  const weightOf = new Map(weights);
  const unknown = [...weightOf.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RangeError(`--weights: no user has the variant ${JSON.stringify(unknown)}`);
  return names.map((name) => ({ name, weight: weightOf.get(name) ?? 1 }));
}

function metricsOf(table: TextTable, { metric = [], ratio = [], before = [] }: ExperimentFlags): ExperimentMetric[] {
  const earlier = new Map(before);
  const known = [...metric, ...ratio.map(({ name }) => name)];
  const unknown = before.find(([name]) => !known.includes(name));
  if (unknown) throw new RangeError(`--before: no --metric is called ${JSON.stringify(unknown[0])}`);
  const means = metric.map((name): ExperimentMetric => {
    const values = numberColumn(table, "--metric", name);
    const column = earlier.get(name);
    return column === undefined ? { name, values } : { name, values, before: numberColumn(table, "--before", column) };
  });
  const ratios = ratio.map(({ name, numerator, denominator }): ExperimentMetric => {
    if (earlier.has(name)) throw new RangeError(`--before: ${JSON.stringify(name)} is a ratio; give it by the library`);
    const column = (of: string) => numberColumn(table, "--ratio", of);
    return { name, numerator: column(numerator), denominator: column(denominator) };
  });
  return [...means, ...ratios];
}

function rowsOf({ comparisons, looks }: ExperimentAnalysis): object[] {
  return comparisons.flatMap((comparison) => {
    const { overall, adjustedP, segments } = comparison;
    const all = { segment: "all", users: null, effect: overall, adjustedP };
    return [all, ...segments].map((row) => rowOf(comparison, row, looks));
  });
}

function rowOf(
  { metric, variant, control }: Comparison,
  { segment, effect, adjustedP }: Pick<Comparison["segments"][number], "segment" | "effect" | "adjustedP">,
  looks: ExperimentAnalysis["looks"],
): object {
  const interval = looks === "fixed" ? effect?.interval : effect?.alwaysValid;
  return {
    ...{ metric, variant, control, segment: segment ?? "in no segment" },
    ...{ users: effect ? effect.control.users + effect.treatment.users : null },
    ...{ controlMean: effect?.control.mean ?? null, variantMean: effect?.treatment.mean ?? null },
    ...{ difference: effect?.difference ?? null, lower: interval?.lower ?? null, upper: interval?.upper ?? null },
    ...{ p: (looks === "fixed" ? effect?.p : effect?.alwaysValid.p) ?? null, adjustedP },
  };
}

function gathered(text: string, all: string[] = []): string[] {
  return [...all, text];
}

function pairFlag(text: string, all: [string, string][] = []): [string, string][] {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError(`expected metric=column, got "${text}".`);
  return [...all, [text.slice(0, at), text.slice(at + 1)]];
}

function ratioFlag(text: string, all: RatioFlag[] = []): RatioFlag[] {
  const [, name, numerator, denominator] = /^([^=]+)=([^/]+)\/(.+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError(`expected name=column/column, got "${text}".`);
  return [...all, { name, numerator: numerator!, denominator: denominator! }];
}

function weightFlag(text: string, all: [string, number][] = []): [string, number][] {
  const [, name, weight] = /^(.+)=(\d*\.?\d+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError(`expected variant=weight, got "${text}".`);
  return [...all, [name, Number(weight)]];
}
