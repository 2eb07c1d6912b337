import type { Duration } from "../../core";
import {
  duration,
  type Field,
  func,
  integer,
  LONGEST_WAIT,
  readOptions,
  type Schema,
  string,
  wrongValue,
} from "../../core/internal";
import type { DescribeSegment } from "./segment-prompt";

/** How a language model of your choice is asked for names and descriptions. */
export interface DescribeOptions {
  /** Asks it. */
  write: DescribeSegment;
  /** What it should know or heed, such as who will read the names; part of each prompt. @default none */
  instructions?: string | undefined;
  /** How often a segment is asked for at most: after an error, and after an answer that cannot be taken. @default 3 */
  attempts?: number | undefined;
  /** Wait before the second attempt; doubled before each further one. @default 1000 (milliseconds) */
  pause?: Duration | undefined;
  /** Time for one answer. @default 60000 (milliseconds) */
  timeLimit?: Duration | undefined;
  /** Paths taken by fewer users (or sessions) are not in the prompts; `fitSegments` takes its own where that is larger. @default 1 */
  minPathMembers?: number | undefined;
}

const LONGEST_INSTRUCTIONS = 2000;

/** The fields of {@link DescribeOptions}. */
const DESCRIBE_OPTIONS = {
  write: func<DescribeSegment>(),
  instructions: instructions(),
  attempts: integer({ min: 1, max: 10 }, 3),
  pause: wait(1000),
  timeLimit: wait(60_000),
  minPathMembers: integer({ min: 1, max: 1_000_000_000 }, 1),
} satisfies Schema<DescribeOptions>;

/** The options, read. */
export interface DescribeSettings {
  readonly write: DescribeSegment;
  readonly instructions: string | undefined;
  readonly attempts: number;
  /** In milliseconds, as is the next. */
  readonly pause: number;
  readonly timeLimit: number;
  readonly minPathMembers: number;
}

/** Reads a function that writes, or it and how it is asked. */
export function describeField(): Field<DescribeSettings, undefined> {
  const { write: func } = DESCRIBE_OPTIONS;
  return {
    expected: func.expected,
    default: undefined,
    read(value, name) {
      const isObject = typeof value === "object" && value !== null;
      const { write, ...rest } = readOptions(isObject ? (value as DescribeOptions) : {}, DESCRIBE_OPTIONS, name);
      return { ...rest, write: isObject ? (write ?? func.read(write, `${name}.write`)) : func.read(value, name) };
    },
  };
}

/** The same, for a model in which paths of few are hidden: they are not shown to others either. */
export function describeHiding<T extends { describe?: DescribeSegment | DescribeOptions | undefined }>(
  profiles: T | undefined,
  least: number,
): T | undefined {
  if (!profiles?.describe || least <= 1) return profiles;
  const { describe } = profiles;
  const asked = typeof describe === "function" ? { write: describe } : describe;
  return { ...profiles, describe: { ...asked, minPathMembers: Math.max(least, asked.minPathMembers ?? 1) } };
}

function instructions(): Field<string, undefined> {
  const text = string();
  const expected = `a text of at most ${LONGEST_INSTRUCTIONS} characters`;
  return {
    ...text,
    expected,
    read(value, name) {
      const read = text.read(value, name);
      if (read.length > LONGEST_INSTRUCTIONS) throw wrongValue(name, expected, read);
      return read;
    },
  };
}

function wait<const D extends number>(fallback: D): Field<number, D> {
  return { ...duration(LONGEST_WAIT), default: fallback };
}
