import type { Duration } from "../core";
import {
  boolean,
  duration,
  either,
  type Field,
  integer,
  ofType,
  oneOf,
  type Resolved,
  readOptions,
  type Schema,
  string,
  wrongType,
} from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import { type PrepareStep, prepareSteps } from "./prepare/steps";

/** Options of every function that makes sequences. */
export interface SequenceOptions extends RunOptions {
  /**
   * Steps that prepare the events, in this order, before all else: plain JSON, told apart by `step` ({@link PrepareStep}). Each is
   * counted in the report; a fitted model keeps them, and prepares new users alike. @default none
   */
  prepare?: readonly PrepareStep[] | undefined;
  /**
   * Whether a run of the same action counts once; with "buckets", as one token that says how long the run was:
   * `ACTION`, `ACTION×2`, `ACTION×3-5`, `ACTION×6-10`, `ACTION×11+`.
   * @default false
   */
  collapseRepeats?: boolean | "buckets" | undefined;
  /** Inputs with fewer tokens are left out. @default 1 */
  minLength?: number | undefined;
  /** Inputs with more tokens are cut. @default no bound */
  maxLength?: number | undefined;
  /** Which end of an input that is cut stays. @default "first" */
  keep?: "first" | "last" | undefined;
  /**
   * Renames and groups actions: a function, called once for each distinct action, or names by action. Applied once: a
   * new name must not itself be renamed. The name null or "" leaves an action out, as if it had never been logged.
   */
  rename?:
    | ((action: string) => string | null)
    | ReadonlyMap<string, string | null>
    | Readonly<Record<string, string | null>>
    | undefined;
  /** Actions seen less often become `unknownToken`. @default 1 */
  minCount?: number | undefined;
  /** The token of rare actions, and later of actions never seen. @default "(other)" */
  unknownToken?: string | undefined;
}

/** Options of {@link buildSequences}. */
export interface BuildSequencesOptions extends SequenceOptions {
  /** What becomes a sequence: all that a user did, or each session. @default "user" */
  unit?: "user" | "session" | undefined;
  /** A pause this long or longer begins a new session. @default none: only the session column, if any, does */
  sessionGap?: Duration | undefined;
  /**
   * The token between the sessions of a user; false for none. Without `sessionGap` and session column there are no
   * sessions to separate.
   * @default "(new session)"
   */
  sessionBoundary?: string | false | undefined;
  /** Pauses marked by a token: `["1h", "1d"]` gives `(1h later)` for pauses from 1 hour on, `(1d later)` from 1 day on. */
  timeGaps?: readonly Duration[] | undefined;
}

/** The fields of {@link SequenceOptions}. */
export const SEQUENCE_OPTIONS = {
  prepare: prepareSteps(),
  collapseRepeats: either(boolean(), oneOf(["buckets"]), false),
  minLength: integer({ min: 1 }, 1),
  maxLength: integer({ min: 1 }),
  keep: oneOf(["first", "last"], "first"),
  rename: renaming(),
  minCount: integer({ min: 1 }, 1),
  unknownToken: string("(other)"),
  ...RUN_OPTIONS,
} satisfies Schema<SequenceOptions>;

/** The fields of {@link BuildSequencesOptions}. */
export const BUILD_SEQUENCES_OPTIONS = {
  ...SEQUENCE_OPTIONS,
  unit: oneOf(["user", "session"], "user"),
  sessionGap: duration(),
  sessionBoundary: either(string(), justFalse(), "(new session)"),
  timeGaps: pauses(),
} satisfies Schema<BuildSequencesOptions>;

/** Options as read, of any function that makes sequences. */
export type TokenizeSettings = Resolved<typeof BUILD_SEQUENCES_OPTIONS>;

/** The options of functions whose inputs have no times: sessions are told apart where a step cuts them. */
export function withoutTimes(settings: Resolved<typeof SEQUENCE_OPTIONS>): TokenizeSettings {
  const cuts = settings.prepare?.some(({ step }) => step === "sessions");
  return { ...readOptions(cuts ? {} : { sessionBoundary: false }, BUILD_SEQUENCES_OPTIONS), ...settings };
}

/** Reads each way to rename as a function. */
function renaming(): Field<(action: string) => unknown, undefined> {
  const expected = "a function, or an object of names by action";
  return {
    expected,
    default: undefined,
    json: { type: "object", additionalProperties: { type: ["string", "null"] } },
    read(value, name) {
      if (typeof value === "function") return value as (action: string) => unknown;
      if (value instanceof Map) return (action) => (value.has(action) ? value.get(action) : action);
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw wrongType(name, expected, value);
      }
      return (action) => (Object.hasOwn(value, action) ? (value as Record<string, unknown>)[action] : action);
    },
  };
}

function justFalse(): Field<false, undefined> {
  return { ...ofType<false, undefined>("false", (value) => value === false, undefined), json: { const: false } };
}

/** A pause long enough to be marked, and its token. */
export interface Pause {
  readonly ms: number;
  readonly token: string;
}

function pauses(): Field<Pause[], undefined> {
  const expected = "an array of durations";
  return {
    expected,
    default: undefined,
    json: { type: "array", items: duration().json },
    read(value, name) {
      if (!Array.isArray(value)) throw wrongType(name, expected, value);
      const read = value.map((item, i) => {
        const ms = duration().read(item, `${name}[${i}]`);
        return { ms, token: `(${typeof item === "string" ? item.trim() : shortest(ms)} later)` };
      });
      return read.sort((a, b) => a.ms - b.ms).filter(({ ms }, i) => ms !== read[i - 1]?.ms);
    },
  };
}

/** 3,600,000 as `1h`. */
function shortest(ms: number): string {
  const units = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
  ] as const;
  const [unit, size] = units.find(([, size]) => ms % size === 0) ?? ["ms", 1];
  return `${ms / size}${unit}`;
}
