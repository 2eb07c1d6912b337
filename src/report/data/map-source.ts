import type { Matrix } from "../../core";
import { raggedRow, raggedRows } from "../../core/internal";
import type { SegmentModel } from "../../segments";

/** What the map is drawn from, one row for each distinct sequence and segment of a model. */
export interface MapSource {
  /** Two coordinates a row. */
  readonly places: Float32Array;
  readonly segments: Int32Array;
  /** Inputs behind each row. */
  readonly weights: Float64Array;
  /** How wrong the picture is around each row, in [0, 1]. */
  readonly distortion: Float64Array;
  /** The tokens of a row. */
  path(row: number): Uint32Array;
}

/** Reads a model; undefined when it has no picture. */
export function mapSource({ sequences, projection, labels, distortion }: SegmentModel): MapSource | undefined {
  if (projection === undefined || projection.cols < 1) return undefined;
  const rows = raggedRows(sequences);
  const first = new Int32Array(rows).fill(-1);
  for (let input = sequences.rowOf.length - 1; input >= 0; input--) {
    const row = sequences.rowOf[input]!;
    if (row >= 0) first[row] = input;
  }
  return {
    places: placesOf(projection, first),
    segments: first.map((input) => labels[input]!),
    weights: sequences.weights,
    distortion: Float64Array.from(first, (input) => distortion?.[input] ?? 0),
    path: (row) => raggedRow(sequences, row),
  };
}

/** The first two columns, the one that spreads wider first, as a page is wide; a picture of one column lies on a line. */
function placesOf({ data, cols }: Matrix, first: Int32Array): Float32Array {
  const places = new Float32Array(2 * first.length);
  const column = (axis: number) =>
    first.reduce(
      rangeOf((input) => data[input * cols + axis]!),
      NOTHING,
    );
  const [x, y] = [column(0), column(cols > 1 ? 1 : 0)];
  const turned = cols > 1 && y.high - y.low > x.high - x.low ? 1 : 0;
  first.forEach((input, row) => {
    places[2 * row] = data[input * cols + turned]!;
    places[2 * row + 1] = cols > 1 ? data[input * cols + 1 - turned]! : 0;
  });
  return places;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

const NOTHING: Range = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };

function rangeOf(value: (input: number) => number) {
  return ({ low, high }: Range, input: number): Range => ({
    low: Math.min(low, value(input)),
    high: Math.max(high, value(input)),
  });
}
