import { type Ragged, wrongType } from "../../core/internal";
import type { Events } from "../../events";
import { TextTable } from "../../events/internal";
import { parsePath } from "../paths";

/** Inputs before any rewriting: `tokens` are indices into `actions`. */
export interface ActionLog extends Ragged {
  readonly actions: readonly string[];
  readonly ids: readonly string[] | undefined;
  /** For how many inputs each row stands; undefined for one each. */
  readonly weights?: Float64Array | undefined;
  /** When each token happened, in milliseconds since 1970-01-01T00:00Z. */
  readonly time: Float64Array | undefined;
  /** How long each token's event lasted, in milliseconds; NaN where that is not known. */
  readonly duration?: Float64Array | undefined;
  /** For each token the number of its session: equal within one, different between any two. */
  readonly session: Uint32Array | undefined;
  /** For each input, 1 where a step of `prepare` left it out; undefined where none did. */
  readonly leftOut?: Uint8Array | undefined;
}

/** One input a user. */
export function logOfEvents({ users, actions, action, offsets, time, session, duration }: Events): ActionLog {
  return { actions, tokens: action, offsets, ids: users, time, session, duration };
}

/**
 * One input an array of actions, or an arrow path.
 *
 * @throws TypeError naming the input that is neither.
 */
export function logOfTexts(name: string, inputs: readonly (readonly string[] | string)[]): ActionLog {
  if (!Array.isArray(inputs)) {
    throw wrongType(name, "an array of arrays of actions or of arrow paths", inputs);
  }
  const table = new TextTable();
  const offsets = new Uint32Array(inputs.length + 1);
  const paths = inputs.map((input) => (typeof input === "string" ? parsePath(input) : input));
  for (const [i, path] of paths.entries()) {
    if (!Array.isArray(path)) throw wrongInput(name, "an array of actions or an arrow path", path, i);
    offsets[i + 1] = offsets[i]! + path.length;
  }
  const tokens = new Uint32Array(offsets[inputs.length]!);
  let at = 0;
  for (const [i, path] of paths.entries()) {
    for (const action of path) {
      if (typeof action !== "string" || action === "") throw wrongInput(name, "actions as text", action, i);
      tokens[at++] = table.idOf(action);
    }
  }
  return { actions: table.names, tokens, offsets, ids: undefined, time: undefined, session: undefined };
}

function wrongInput(name: string, expected: string, got: unknown, position: number): TypeError {
  return wrongType(name, expected, got, ` at position ${position}`);
}
