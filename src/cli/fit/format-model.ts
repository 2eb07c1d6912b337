import { countText, percentText, printable, unitsText } from "../../core/internal";
import { formatProfile, type SegmentPattern, type SegmentProfile } from "../../profiles";
import { segmentNumber, sharedPrefix } from "../../profiles/internal";
import type { FitReport, SegmentModel } from "../../segments";
import type { CandidateScore } from "../../selection";
import { stepText } from "../../sequences/internal";
import { formatEdits, formatParts } from "../edit/format-edit";
import { formatLayers } from "../flags/layer-flag";
import { formatReading } from "../reading/format-reading";

/** All that is known of a model: what went in, what was left out, then every segment in full. */
export function formatModel(model: SegmentModel): string {
  return `${[formatReport(model), formatVerdict(model), ...formatLayers(model), ...formatEdits(model), ...formatParts(model), ...formatColdStart(model), ...profilesOf(model).map(formatProfile)].join("\n\n")}\n`;
}

/** A model at a glance: of the largest segments name, size, distinctive actions and typical path. */
export function formatOverview(model: SegmentModel): string {
  const { segments, noise } = model;
  const hidden = segments.length - GLANCES;
  const largest = segments.slice(0, GLANCES).map(formatGlance);
  const more = hidden > 0 ? [`and ${unitsText(hidden, "smaller segment")}: seqment describe MODEL shows them all`] : [];
  const parts = [
    formatReport(model),
    formatVerdict(model),
    ...largest,
    ...more,
    ...(noise ? [formatGlance(noise)] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Segments that are shown at a glance; segments stand in the order of their size. */
const GLANCES = 10;

/** What `--json` prints. */
export function modelJson({
  segments,
  noise,
  verdict,
  selection,
  coldStart,
  report,
  lineage,
  edits,
  layers,
}: SegmentModel): object {
  const numbered = segments.map(({ segment, ...profile }) => ({
    segment,
    number: segmentNumber(segment),
    id: lineage.ids[segment],
    ...profile,
  }));
  return { segments: numbered, noise, verdict, selection, coldStart, report, edits, layers };
}

/** How soon a new user's segment is known; nothing in models that were saved without it. */
function formatColdStart({ coldStart }: SegmentModel): string[] {
  if (coldStart === undefined) return [];
  const head = ["actions", "users", "right", "answered", "right if answered"];
  const rows = coldStart.rows.map(({ actions, users, right, answered, rightWhenAnswered }) => [
    countText(actions),
    countText(Math.round(users)),
    percentText(right),
    percentText(answered),
    rightWhenAnswered === null ? "-" : percentText(rightWhenAnswered),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const lines = [head, ...rows].map(
    (row) => `  ${row.map((cell, column) => cell.padStart(widths[column]!)).join("  ")}`,
  );
  return [[`New users: ${coldStart.sentence}`, ...lines].join("\n")];
}

/** The verdict, why the winner won, and the candidates behind it. */
function formatVerdict({ verdict, selection }: SegmentModel): string {
  const { candidates, sample, skipped } = selection;
  const lines = [
    verdict.sentence,
    ...verdict.reasons.map(({ holds, text }) => `  ${holds ? "yes" : "no "}  ${text}`),
    `Chosen: ${selection.reason}.`,
  ];
  if (sample)
    lines.push(
      `  tried on a sample of ${unitsText(sample.inputs, "sequence")}, ${countText(sample.distinct)} distinct`,
    );
  if (skipped > 0) lines.push(`  ${countText(skipped)} pipelines were not tried: the time budget was used up`);
  if (candidates.length > 1) {
    lines.push("  Bits per action saved on what comes next, by candidate:");
    lines.push(...candidates.slice(0, CANDIDATES_SHOWN).map(formatCandidate));
  }
  return lines.join("\n");
}

const CANDIDATES_SHOWN = 5;

function formatCandidate(candidate: CandidateScore): string {
  const { embedding, reduction, clustering, clusterSelectionMethod, minClusterSize } = candidate;
  const cut = clusterSelectionMethod ? ` ${clusterSelectionMethod} ${minClusterSize}` : "";
  const stability = candidate.stability === undefined ? "" : `, stability ${candidate.stability.toFixed(2)}`;
  const found = `${unitsText(candidate.segments, "segment")}, ${percentText(candidate.noiseShare)} in no segment${stability}`;
  return `  ${candidate.savedBits.toFixed(3)} bits  ${embedding}, ${reduction}, ${clustering}${cut}: ${found}`;
}

function profilesOf({ segments, noise }: SegmentModel): SegmentProfile[] {
  return [...segments, ...(noise ? [noise] : [])];
}

function formatGlance({ segment, name, size, share, patterns, paths }: SegmentProfile): string {
  const title = segment < 0 ? name : `Segment ${segmentNumber(segment)}: ${name}`;
  const lines = [`${title} (${countText(size)}, ${percentText(share)})`];
  const { distinctiveActions, distinctiveNgrams, lackingActions } = patterns;
  if (distinctiveActions.length > 0) lines.push(`  does     ${patternsText(distinctiveActions)}`);
  if (distinctiveNgrams.length > 0) lines.push(`  goes     ${patternsText(distinctiveNgrams)}`);
  if (lines.length === 1 && lackingActions.length > 0) lines.push(`  rarely   ${patternsText(lackingActions)}`);
  if (paths.medoid) lines.push(`  typical  ${paths.medoid.path}`);
  return lines.join("\n");
}

const PATTERNS_SHOWN = 3;

/** `BUY 93% (8% elsewhere), ...` */
function patternsText(found: readonly SegmentPattern[]): string {
  const texts = found.slice(0, PATTERNS_SHOWN).map(({ text, coverage, elsewhere }) => {
    return `${text} ${percentText(coverage)}${elsewhere === null ? "" : ` (${percentText(elsewhere)} elsewhere)`}`;
  });
  return texts.join(", ");
}

function formatReport({ report, sequences: { vocabulary, rules } }: SegmentModel): string {
  const { events, sequences, embedding, reduction, clustering, notes } = report;
  const prefix = sharedPrefix(vocabulary.actions);
  const marked = rules.sessionBoundary !== null && vocabulary.actions.includes(rules.sessionBoundary);
  const lines = [];
  if (events) {
    lines.push(`${unitsText(events.accepted, "event")} of ${unitsText(events.rows, "row")}`);
    lines.push(...formatReading(events).map((line) => `  ${line}`));
  }
  lines.push(...sequences.prepared.map((step) => `  ${stepText(step)}`));
  lines.push(
    `${unitsText(sequences.inputs, "sequence")}, ${countText(sequences.distinct)} distinct, ${unitsText(sequences.tokens, "action")}${marked ? " with session starts" : ""}`,
    `vectors: ${embedding.method}, ${unitsText(embedding.dimensions, "dimension")}; ${reductionText(reduction)}; ` +
      `${clustering.method}: ${unitsText(clustering.segments, "segment")}`,
    ...formatNoise(report).map((line) => `  ${line}`),
    ...(prefix === "" ? [] : [`  names omit "${printable(prefix)}", the prefix of most actions`]),
    ...notes.map((note) => `  note: ${note}`),
  );
  return lines.join("\n");
}

/** How many are in a segment, and where the others are: `62% in a segment; 38% in no segment`. */
function formatNoise({ clustering: { segments, noise, noiseShare, placed, placedShare } }: FitReport): string[] {
  if (segments === 0) return [];
  const parts = [`${percentText(1 - noiseShare - placedShare)} in a segment`];
  if (placed > 0) parts.push(`${percentText(placedShare)} placed with the nearest segment`);
  if (noise > 0) parts.push(`${percentText(noiseShare)} in no segment`);
  return [parts.join("; ")];
}

function reductionText({ method, dimensions }: SegmentModel["report"]["reduction"]): string {
  return method === "none" ? "no reduction" : `${method} to ${unitsText(dimensions, "dimension")}`;
}
