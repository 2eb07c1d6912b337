import type { Events } from "../../events";
import type { TokenizedSequences } from "../../sequences";
import { between, figure, listOf, numbers, orNull, record, type Shape, text, whole } from "../file/shape";
import { isEvents } from "../fit-input";

/** Where a model comes from: what is needed to fit the next one alike, and to test it against this one. */
export interface ModelOrigin {
  /**
   * The options it was fitted with, as plain data. What is no data (a function, an object of your own) is named by its
   * kind, and values of properties are left out.
   */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Times of the first and the last event, milliseconds since 1970-01-01T00:00Z; null without times. */
  readonly window: readonly [first: number, last: number] | null;
  /** Of a model of sessions, for each input a number of its user, from 0; null where inputs are users or have no names. */
  readonly userOf: Uint32Array | null;
}

/** What the segments of a model are called across the models that follow each other. */
export interface ModelLineage {
  /** For each segment its id, such as `s1`: kept by the segment's heirs, never given again. */
  readonly ids: readonly string[];
  /** The number of the next id. */
  readonly nextId: number;
  /** Ids of segments that have ended, each with the ids of those that took over their members. */
  readonly retired: readonly { readonly id: string; readonly successors: readonly string[] }[];
  /** Hash of the model before; null for the first one. */
  readonly previous: string | null;
}

/** Describes where a model comes from. */
export function originOf(input: unknown, sequences: TokenizedSequences, options: object, seed: number): ModelOrigin {
  return {
    options: plainOptions(options),
    seed,
    window: isEvents(input) ? windowOf(input) : null,
    userOf: sequences.rules.unit === "session" && sequences.ids ? usersOfSessions(sequences.ids) : null,
  };
}

/** The lineage of a first model. */
export function firstLineage(segments: number): ModelLineage {
  const ids = Array.from({ length: segments }, (_, i) => `s${i + 1}`);
  return { ids, nextId: segments + 1, retired: [], previous: null };
}

function windowOf({ time }: Events): readonly [number, number] | null {
  if (time.length === 0) return null;
  let [first, last] = [time[0]!, time[0]!];
  for (const at of time) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return [first, last];
}

/** Sessions of a user stand together and are called `user#1`, `user#2`, and so on. */
function usersOfSessions(ids: readonly string[]): Uint32Array {
  let user = -1;
  return Uint32Array.from(ids, (id) => {
    if (id.endsWith("#1")) user += 1;
    return Math.max(user, 0);
  });
}

/** What concerns the run and not the model. */
const OF_THE_RUN = ["workers", "signal", "onProgress"];
/** What names users, who stay out of a model. */
const OF_USERS = ["guide"];
const DEEPEST = 8;

function plainOptions(options: object): Readonly<Record<string, unknown>> {
  const given = Object.entries(options ?? {}).filter(
    ([key, value]) => !OF_THE_RUN.includes(key) && !OF_USERS.includes(key) && value !== undefined,
  );
  return Object.fromEntries(given.map(([key, value]) => [key, plain(value, key, 0)]));
}

function plain(value: unknown, key: string, depth: number): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (depth >= DEEPEST) return "(too deep to be kept)";
  if (key === "properties" && typeof value === "object") return Object.keys(value as object).map(String);
  if (value instanceof Map) return [...value].map((pair) => plain(pair, "", depth + 1));
  if (Array.isArray(value)) return value.map((item) => plain(item, "", depth + 1));
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([name, item]) => [name, plain(item, name, depth + 1)]));
  }
  return typeof value === "function" ? "(a function)" : "(an object of your own)";
}

/** Of this many inputs. */
export function originShape(inputs: number): Shape<ModelOrigin> {
  return record<ModelOrigin>({
    options: (value, path) => record<Record<string, unknown>>({})(value, path),
    seed: whole(0, 0xffffffff),
    window: orNull((value, path) => {
      const [first] = listOf(figure, 2)(value, path) as [number, number];
      listOf(between(-MOST_MS, MOST_MS), 2)(value, path);
      between(first, MOST_MS)((value as number[])[1], `${path}[1]`);
      return value as [number, number];
    }),
    userOf: orNull(numbers("Uint32Array", inputs, 0, Math.max(0, inputs - 1))),
  });
}

const MOST_MS = 8.64e15;

/** Of this many segments. */
export function lineageShape(segments: number): Shape<ModelLineage> {
  return record<ModelLineage>({
    ids: listOf(text, segments),
    nextId: whole(1),
    retired: listOf(record<ModelLineage["retired"][number]>({ id: text, successors: listOf(text) })),
    previous: orNull(text),
  });
}
