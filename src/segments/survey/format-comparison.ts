import { asExpected, countText, oneOf, readOptions, type Schema, unitsText } from "../../core/internal";
import type { ComparedEmbedding, EmbeddingComparison } from "./compare-embeddings";

/** Options of {@link formatComparison}. */
export interface FormatComparisonOptions {
  /** @default "text" */
  format?: "text" | "markdown" | "json" | undefined;
}

const FORMAT_COMPARISON_OPTIONS = {
  format: oneOf(["text", "markdown", "json"], "text"),
} satisfies Schema<FormatComparisonOptions>;

/**
 * A comparison as text for a terminal, as Markdown, or as JSON.
 *
 * @param comparison of {@link compareEmbeddings}.
 * @param options text, Markdown or JSON.
 * @returns lines, the last one ended too.
 * @throws TypeError or RangeError on invalid options.
 * @example
 * const paths = [...Array(30).fill("A -> B -> A -> B"), ...Array(30).fill("C -> C -> D")];
 * console.log(formatComparison(await compareEmbeddings(paths)));
 */
export function formatComparison(comparison: EmbeddingComparison, options: FormatComparisonOptions = {}): string {
  const { format } = readOptions(options, FORMAT_COMPARISON_OPTIONS);
  return asExpected("comparison", "what compareEmbeddings gives", comparison, () => written(comparison, format));
}

function written(comparison: EmbeddingComparison, format: "text" | "markdown" | "json"): string {
  if (format === "json") return `${JSON.stringify(comparison, null, 2)}\n`;
  const { rows, tried, reason, sample, skipped } = comparison;
  const columns = COLUMNS.filter(({ of }) => rows.some((row) => of(row) !== undefined));
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ of, digits }) => shown(of(row), digits))),
  ];
  const notes = [
    "Bits that knowing the segments saves on each action, less the cost of naming the segment: next-action bits for a",
    "reader who knows the action before, action bits for one who knows only how often each action occurs.",
    `The best cut of each pipeline, of ${tried} candidates. fitSegments takes the first: ${reason}.`,
    sample &&
      `Measured on a sample of ${unitsText(sample.inputs, "sequence")}, ${countText(sample.distinct)} distinct.`,
    skipped > 0 && `${unitsText(skipped, "pipeline")} not tried: the time budget was used up.`,
  ].filter((note) => typeof note === "string");
  return format === "markdown"
    ? `${markdown(cells)}\n\n${notes.join("\n")}\n`
    : `${aligned(cells)}\n\n${notes.join("\n")}\n`;
}

interface Column {
  readonly title: string;
  readonly of: (row: ComparedEmbedding) => string | number | undefined;
  readonly digits?: number;
}

const COLUMNS: readonly Column[] = [
  { title: "embedding", of: ({ embedding }) => embedding },
  { title: "reduction", of: ({ reduction }) => reduction },
  {
    title: "clustering",
    of: ({ clustering, clusterSelectionMethod, minClusterSize }) =>
      clusterSelectionMethod ? `${clustering} ${clusterSelectionMethod} ${minClusterSize}` : clustering,
  },
  { title: "next-action bits", of: ({ savedBits }) => savedBits, digits: 3 },
  { title: "action bits", of: ({ savedBitsOfActions }) => savedBitsOfActions, digits: 3 },
  { title: "stability", of: ({ stability }) => stability, digits: 2 },
  { title: "segments", of: ({ segments }) => segments, digits: 0 },
  { title: "in no segment, %", of: ({ noiseShare }) => 100 * noiseShare, digits: 1 },
  { title: "ARI", of: (row) => row.adjustedRandIndex, digits: 2 },
  { title: "AMI", of: (row) => row.adjustedMutualInformation, digits: 2 },
];

function shown(value: string | number | undefined, digits = 0): string {
  if (typeof value !== "number") return value ?? "";
  const text = value.toFixed(digits);
  return /[1-9]/.test(text) ? text : text.replace("-", "");
}

function markdown(cells: readonly (readonly string[])[]): string {
  const [titles, ...rows] = cells.map((row) =>
    row.map((cell) => cell.replace(/[\\|<*_`[\]]/g, "\\$&").replace(/\s/g, " ")),
  );
  return [titles!, titles!.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Words to the left, figures to the right. */
function aligned(cells: readonly (readonly string[])[]): string {
  const widths = cells[0]!.map((_, col) => Math.max(...cells.map((row) => row[col]!.length)));
  const words = COLUMNS.filter(({ digits }) => digits === undefined).length;
  const lines = cells.map((row) =>
    row.map((cell, col) => (col < words ? cell.padEnd(widths[col]!) : cell.padStart(widths[col]!))).join("  "),
  );
  return lines.map((line) => line.trimEnd()).join("\n");
}
