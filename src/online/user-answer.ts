import type { BeginningAssignment } from "../segments";
import { answerStates } from "./answer-states";
import type { ServedModel } from "./served-models";
import type { UserState } from "./user-state";

/** Where a user belongs, as far as it can be told today. */
export interface UserAnswer extends Omit<BeginningAssignment, "reason"> {
  readonly user: string;
  /** SHA-256 of the model that says so, in hexadecimal digits. */
  readonly model: string;
  /** Id of the segment across models, such as `s1`; null for none, and while it is undecided. */
  readonly id: string | null;
  /** Why; `"known from the fit"`: the user was in the fit, and has the segment found there. */
  readonly reason: BeginningAssignment["reason"] | "known from the fit";
  /** Events that were counted, those that are figures alone among them. */
  readonly events: number;
  /** Time of the first and of the last event, milliseconds since 1970; null without events. */
  readonly first: number | null;
  readonly last: number | null;
  /** Sum of the events' values. */
  readonly value: number;
  /** Whether the path lacks its beginning: it is longer than what is kept, or was begun under another model. */
  readonly partial: boolean;
}

/** Answers given last; a state is of one user, and never changes. */
const ANSWERS = new WeakMap<UserState, UserAnswer>();

/** Answers for users; undefined for those of whom nothing is known. */
export function answersOf(
  model: ServedModel,
  users: readonly string[],
  states: readonly (UserState | undefined)[],
): (UserAnswer | undefined)[] {
  const { hash, paths } = model;
  const found = states.map((state, i) => state && (knownAnswer(hash, state) ?? fittedAnswer(model, users[i]!, state)));
  const open = users.flatMap((user, i) => {
    const state = states[i];
    return state && found[i] === undefined && didSomething(state) ? [{ user, state, i }] : [];
  });
  for (const [k, answer] of answerStates(paths, open).entries()) {
    const { user, state, i } = open[k]!;
    if (answer === undefined) continue;
    const id = answer.segment < 0 ? null : paths.ids[answer.segment]!;
    found[i] = { user, model: hash, ...answer, id, ...figuresOf(state) };
    ANSWERS.set(state, found[i]);
  }
  return found;
}

function knownAnswer(hash: string, state: UserState): UserAnswer | undefined {
  const answer = ANSWERS.get(state);
  return answer?.model === hash ? answer : undefined;
}

function didSomething({ folded, tail }: UserState): boolean {
  return folded !== undefined || tail.length > 0;
}

function fittedAnswer({ hash, paths }: ServedModel, user: string, state: UserState): UserAnswer | undefined {
  if (state.fitted === undefined) return undefined;
  const { segment, probability } = state.fitted;
  const name = paths.names[segment] ?? null;
  return {
    user,
    model: hash,
    segment,
    name,
    id: paths.ids[segment] ?? null,
    confidence: probability,
    novelty: 0,
    alternatives: [{ segment, name, probability }],
    likely: [segment],
    actions: 0,
    reason: "known from the fit",
    ...figuresOf(state),
  };
}

function figuresOf({ folded, tail, partial }: UserState) {
  let value = folded?.value ?? 0;
  for (const event of tail) if (!Number.isNaN(event.value)) value += event.value;
  return {
    events: (folded?.events ?? 0) + tail.length,
    first: folded?.first ?? tail[0]?.time ?? null,
    last: tail.at(-1)?.time ?? folded?.last.time ?? null,
    value,
    partial,
  };
}
