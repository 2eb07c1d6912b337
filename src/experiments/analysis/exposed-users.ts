import { wrongType } from "../../core/internal";

/** One row of exposures: the output of an {@link ExposureLog}, or of a query. */
export interface ExposureRow {
  readonly user: string;
  /** Name of the variant the user was shown. */
  readonly variant: string;
  /** Id or name of the segment he was in at that time; null or nothing for none. */
  readonly segment?: string | null | undefined;
}

/** Users that count, one entry each, in the order of their first row. */
export interface ExposedUsers {
  readonly users: readonly string[];
  /** Row of each user among those given. */
  readonly rows: Uint32Array;
  /** Variant of each user, by position in `names`. */
  readonly variants: Uint32Array;
  /** Segment of each user, by position in `segments`. */
  readonly segmentOf: Uint32Array;
  /** Segments in order of size; ties by name. */
  readonly segments: readonly (string | null)[];
  /** Rows of users already there with the same variant. */
  readonly repeated: number;
  /** Users shown more than one variant: left out. */
  readonly crossovers: number;
}

/**
 * One entry a user: the first row counts. Who was shown several variants is left out of all of them, and counted.
 *
 * @throws TypeError when a row is no exposure, or of a variant that the experiment does not have.
 */
export function exposedUsers(exposures: readonly ExposureRow[], names: readonly string[]): ExposedUsers {
  if (!Array.isArray(exposures))
    throw wrongType("exposures", "an array of rows of user, variant and segment", exposures);
  const index = new Map(names.map((name, i) => [name, i]));
  const place = new Map<string, number>();
  const firstRow: number[] = [];
  const variantOf: number[] = [];
  const crossed = new Set<number>();
  let repeated = 0;
  for (const [row, exposure] of exposures.entries()) {
    const variant = readRow(exposure, row, index);
    const known = place.get(exposure.user);
    if (known === undefined) {
      place.set(exposure.user, firstRow.length);
      firstRow.push(row);
      variantOf.push(variant);
    } else if (variantOf[known] === variant) repeated += 1;
    else crossed.add(known);
  }
  const kept = firstRow.flatMap((row, i) => (crossed.has(i) ? [] : [{ row, variant: variantOf[i]! }]));
  const segmentNames = kept.map(({ row }) => exposures[row]!.segment ?? null);
  const segments = bySize(segmentNames);
  const segmentIndex = new Map(segments.map((name, i) => [name, i]));
  return {
    users: kept.map(({ row }) => exposures[row]!.user),
    rows: Uint32Array.from(kept, ({ row }) => row),
    variants: Uint32Array.from(kept, ({ variant }) => variant),
    segmentOf: Uint32Array.from(segmentNames, (name) => segmentIndex.get(name)!),
    segments,
    repeated,
    crossovers: crossed.size,
  };
}

/** The variant's position. */
function readRow(exposure: ExposureRow, row: number, index: ReadonlyMap<string, number>): number {
  const at = ` in row ${row}`;
  if (typeof exposure !== "object" || exposure === null) {
    throw wrongType("exposures", "rows of user, variant and segment", exposure, at);
  }
  const { user, variant, segment } = exposure;
  if (typeof user !== "string") throw wrongType("exposures.user", "a string", user, at);
  if (segment !== undefined && segment !== null && typeof segment !== "string") {
    throw wrongType("exposures.segment", "a string or null", segment, at);
  }
  const position = index.get(variant);
  if (position === undefined) {
    throw wrongType("exposures.variant", `one of ${[...index.keys()].map((n) => `"${n}"`).join(", ")}`, variant, at);
  }
  return position;
}

function bySize(names: readonly (string | null)[]): (string | null)[] {
  const sizes = new Map<string | null, number>();
  for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  return [...sizes]
    .sort(([a, sizeA], [b, sizeB]) => sizeB - sizeA || Number(a === null) - Number(b === null) || (a! < b! ? -1 : 1))
    .map(([name]) => name);
}
