import type { Command } from "commander";
import { countText, numberText, percentText, unitsText } from "../../core/internal";
import type { FeatureTable } from "../../features";
import { toCSV } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import {
  type FeatureSegmentModel,
  type FitSegmentsOptions,
  fitSegments,
  type HybridSegmentModel,
} from "../../segments";
import { writeAtomically } from "../../segments/internal";
import type { ReadingFlags } from "../flags/reading-flags";
import { readLog } from "../reading/read-log";
import { type CliIo, printJson, printWrapped } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { refuseFlags } from "../terminal/shell-words";

/** The flags of figures. */
export interface FeatureFlags {
  features?: string;
  by?: string;
  page?: string;
}

/** Adds the flags of {@link FeatureFlags}. */
export function addFeatureFlags(command: Command): Command {
  return command
    .optionsGroup("Figures:")
    .option(
      "--features <file>",
      "CSV with numbers about each user: group by paths and numbers, or without a log by numbers alone",
    )
    .option("--by <column>", "column of the user in --features; default: the first")
    .option("--page <file>", "with --features: write the page here");
}

interface Asked extends FeatureFlags, ReadingFlags {
  seed?: number;
  workers?: number;
  out?: string;
  users?: string;
  json?: true;
}

/** Fits figures, alone or beside the paths of a log. */
export async function fitFeatures(
  command: Command,
  files: readonly string[],
  flags: Asked,
  options: FitSegmentsOptions,
  io: CliIo,
): Promise<void> {
  for (const flag of ["out", "users", "page"] as const) {
    if (flags[flag] !== undefined) await prepareOutput(`--${flag}`, flags[flag]);
  }
  const progress = progressLine(io);
  const run = { onProgress: progress.onProgress, signal: io.signal, workers: flags.workers };
  const { readFeatures } = await import("../../features");
  const table = await readFeatures(flags.features!, { id: flags.by });
  const alone = files.length === 0 && flags.sql === undefined;
  if (alone) refuseFlags(command, OF_PATHS, "is for paths, and there is no log");
  const { clustering, seed } = options;
  const model = alone
    ? await fitSegments(table, { clustering, seed: flags.seed ?? seed, ...run })
    : await fitSegments(await readLog(files, flags, io, run), {
        ...options,
        ...(flags.seed !== undefined && { seed: flags.seed }),
        features: table,
        ...run,
      });
  progress.clear();
  if (flags.out !== undefined) await model.save(flags.out);
  if (flags.users !== undefined) await writeAtomically(flags.users, usersText(model, table));
  if (flags.page !== undefined) {
    const { renderFeatureReport, renderHybridReport } = await import("../../report");
    const page = isHybrid(model)
      ? renderHybridReport(model)
      : renderFeatureReport(model, { unit: "user", emails: false });
    await writeAtomically(flags.page, await page);
  }
  if (flags.json) printJson(io, asJson(model));
  else printWrapped(io, `${[...format(model), ...wrote(flags)].join("\n")}\n`);
}

const OF_PATHS = ["embedding", "vectorSize", "weighting", "reduction", "components", "effort", "timeBudget"];

function isHybrid(model: FeatureSegmentModel | HybridSegmentModel): model is HybridSegmentModel {
  return "ablation" in model;
}

function format(model: FeatureSegmentModel | HybridSegmentModel): string[] {
  const { segments, selection } = model;
  const figures = segments.map((segment) => {
    const { name, size, share } = segment;
    const own = "figures" in segment ? segment.figures : segment.features;
    const medians = own.map((of) => `${of.name} ${of.median === null ? "-" : numberText(of.median)}`);
    return `  ${segmentNumber(segment.segment)} ${name}: ${countText(size)} (${percentText(share)}); medians: ${medians.join(", ")}`;
  });
  const head = [`${unitsText(segments.length, "segment")}: ${selection.reason}`, ...figures];
  if (!isHybrid(model)) return [...head, ...model.report.notes.map((note) => `  note: ${note}`)];
  const compared = model.ablation.map(
    ({ blocks, segments: found, savedBits, stability }) =>
      `  ${blocks.padEnd(9)} ${unitsText(found, "segment").padEnd(11)} ${savedBits.toFixed(3)} bits saved an action, ${stability === undefined ? "not resampled" : `found again ${stability.toFixed(2)}`}`,
  );
  return [...head, "", "Figures, paths, or both:", ...compared, ...model.notes.map((note) => `  note: ${note}`)];
}

function wrote({ out, users, page }: Asked): string[] {
  return [out, users, page].flatMap((file) => (file === undefined ? [] : [`Wrote ${file}.`]));
}

function usersText(model: FeatureSegmentModel | HybridSegmentModel, table: FeatureTable): string {
  if (!isHybrid(model)) return model.toCSV("members");
  const ids = model.ids ?? table.ids;
  return toCSV(
    ids.map((id, i) => {
      const segment = model.labels[i]!;
      const probability = model.probabilities[i]!;
      const name = model.segments[segment]?.name ?? null;
      return { id, segment, number: segment < 0 ? null : segmentNumber(segment), name, probability };
    }),
  );
}

function asJson(model: FeatureSegmentModel | HybridSegmentModel): object {
  const { segments, selection } = model;
  return isHybrid(model)
    ? { segments, selection, ablation: model.ablation, notes: model.notes }
    : { segments, selection, report: model.report };
}
