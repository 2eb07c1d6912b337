import { type Checkpoint, forEachYielding, wrongType } from "../../core/internal";

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
export async function exposedUsers(
  exposures: readonly ExposureRow[],
  names: readonly string[],
  at: Checkpoint,
): Promise<ExposedUsers> {
  if (!Array.isArray(exposures)) {
    throw wrongType("exposures", "an array of rows of user, variant and segment", exposures);
  }
  const index = new Map(names.map((name, i) => [name, i]));
  const place = new Map<string, number>();
  const firstRows = new Uint32Array(exposures.length);
  const variantOf = new Uint32Array(exposures.length);
  let found = 0;
  const crossed = new Set<number>();
  let repeated = 0;
  await forEachYielding(exposures.length, at.part(0, 0.6), (row) => {
    const variant = readRow(exposures[row], row, index);
    const { user } = exposures[row]!;
    const known = place.get(user);
    if (known === undefined) {
      place.set(user, found);
      firstRows[found] = row;
      variantOf[found++] = variant;
    } else if (variantOf[known] === variant) repeated += 1;
    else crossed.add(known);
    return STEPS_A_ROW;
  });
  const kept = found - crossed.size;
  const users = new Array<string>(kept);
  const [rows, variants, segmentOf] = [new Uint32Array(kept), new Uint32Array(kept), new Uint32Array(kept)];
  const segmentIndex = new Map<string | null, number>();
  const sizes: number[] = [];
  let next = 0;
  await forEachYielding(found, at.part(0.6, 1), (i) => {
    if (crossed.has(i)) return STEPS_A_ROW;
    const row = firstRows[i]!;
    const { user, segment = null } = exposures[row]!;
    if (!segmentIndex.has(segment)) segmentIndex.set(segment, sizes.push(0) - 1);
    const own = segmentIndex.get(segment)!;
    sizes[own]! += 1;
    users[next] = user;
    rows[next] = row;
    variants[next] = variantOf[i]!;
    segmentOf[next++] = own;
    return STEPS_A_ROW;
  });
  const segments = [...segmentIndex.keys()].sort((a, b) => bySize(a, b, (of) => sizes[segmentIndex.get(of)!]!));
  const position = Uint32Array.from(segmentIndex.keys(), (segment) => segments.indexOf(segment));
  for (let i = 0; i < kept; i++) segmentOf[i] = position[segmentOf[i]!]!;
  return { users, rows, variants, segmentOf, segments, repeated, crossovers: crossed.size };
}

/** A look-up by name among many takes about as long as this many simple steps. */
const STEPS_A_ROW = 20;

/** The variant's position. */
function readRow(exposure: ExposureRow | undefined, row: number, index: ReadonlyMap<string, number>): number {
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

/** Largest first; of equal size by name, no segment last. */
function bySize(a: string | null, b: string | null, sizeOf: (segment: string | null) => number): number {
  const order = sizeOf(b) - sizeOf(a);
  if (order !== 0) return order;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
