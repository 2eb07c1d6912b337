import type { Matrix } from "../../core";
import { matrix, raggedRow } from "../../core/internal";
import type { AlignTo } from "../../projection";
import { decodeSequence, type TokenizedSequences } from "../../sequences";
import type { ModelParts } from "../model/model-parts";

/** Where sequences stood in the picture of an earlier model, for those that it shows; undefined where it has no picture, or shows too few. */
export function earlierPlaces(
  sequences: TokenizedSequences,
  earlier: ModelParts,
): (AlignTo & { readonly coordinates: Matrix }) | undefined {
  const { projection } = earlier;
  if (projection === undefined) return undefined;
  const keyOf = (of: TokenizedSequences, row: number) => JSON.stringify(decodeSequence(of, row));
  const known = new Map<string, number>();
  for (const row of earlier.sequences.weights.keys()) {
    if (raggedRow(earlier.sequences, row).length > 0) known.set(keyOf(earlier.sequences, row), row);
  }
  const rows: number[] = [];
  const places: number[] = [];
  for (const row of sequences.weights.keys()) {
    const place = known.get(keyOf(sequences, row));
    if (place === undefined) continue;
    rows.push(row);
    places.push(place);
  }
  if (rows.length < FEWEST) return undefined;
  const coordinates = matrix(rows.length, projection.cols);
  for (const [i, place] of places.entries()) {
    const { cols } = projection;
    coordinates.data.set(projection.data.subarray(place * cols, (place + 1) * cols), i * cols);
  }
  return { rows, coordinates };
}

/** Places that fix how a picture is turned. */
const FEWEST = 3;
