import { didYouMean, type Field, readOptions, wrongType, wrongValue } from "../../core/internal";
import { CLEAN_NAMES_STEP, type CleanNamesStep } from "./clean-names";
import { CLEAN_URLS_STEP, type CleanUrlsStep } from "./clean-urls";
import { DROP_ROBOTS_STEP, type DropRobotsStep } from "./drop-robots";
import { GROUP_STEP, type GroupStep } from "./group";
import { DROP_STEP, type DropStep, KEEP_STEP, type KeepStep } from "./keep-and-drop";
import { KEEP_PATHS_STEP, type KeepPathsStep } from "./keep-paths";
import { MARKERS_STEP, type MarkersStep } from "./markers";
import { SESSIONS_STEP, type SessionsStep } from "./sessions";
import type { StepKind } from "./step-kind";
import { TRUNCATE_STEP, type TruncateStep } from "./truncate";

/** A step that prepares events before they become sequences: plain JSON, told apart by `step`. */
export type PrepareStep =
  | KeepStep
  | DropStep
  | CleanNamesStep
  | CleanUrlsStep
  | GroupStep
  | SessionsStep
  | MarkersStep
  | TruncateStep
  | KeepPathsStep
  | DropRobotsStep;

const STEP_KINDS: { readonly [K in PrepareStep["step"]]: StepKind<Extract<PrepareStep, { step: K }>> } = {
  keep: KEEP_STEP,
  drop: DROP_STEP,
  cleanNames: CLEAN_NAMES_STEP,
  cleanUrls: CLEAN_URLS_STEP,
  group: GROUP_STEP,
  sessions: SESSIONS_STEP,
  markers: MARKERS_STEP,
  truncate: TRUNCATE_STEP,
  keepPaths: KEEP_PATHS_STEP,
  dropRobots: DROP_ROBOTS_STEP,
};

/** The kind of a step. */
export function kindOf(step: PrepareStep): StepKind<PrepareStep> {
  return STEP_KINDS[step.step] as unknown as StepKind<PrepareStep>;
}

/** An option that holds steps; read with their defaults filled in, as plain JSON. */
export function prepareSteps(): Field<readonly PrepareStep[], undefined> {
  const expected = "an array of steps";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (!Array.isArray(value)) throw wrongType(name, expected, value);
      return Array.from(value, (step, i) => readStep(step, `${name}[${i}]`));
    },
  };
}

/**
 * Reads one step.
 *
 * @throws TypeError, RangeError naming what is wrong with it.
 */
function readStep(value: unknown, path: string): PrepareStep {
  const expected = `an object with one of the steps ${Object.keys(STEP_KINDS).join(", ")}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(path, expected, value);
  const { step } = value as { step?: unknown };
  if (typeof step !== "string" || !Object.hasOwn(STEP_KINDS, step)) throw noSuchStep(step, path);
  const kind = kindOf(value as PrepareStep);
  const read = readOptions(value, kind.schema, path);
  const given = Object.fromEntries(Object.entries(read).filter(([, option]) => option !== undefined));
  kind.check?.(given as unknown as PrepareStep, path);
  return given as unknown as PrepareStep;
}

/**
 * Reads one step of a fitted model: with all that it learned, and nothing left to defaults or in other units.
 *
 * @throws TypeError, RangeError naming what is wrong with it.
 */
export function readLearnedStep(value: unknown, path: string): PrepareStep {
  const step = readStep(value, path);
  const saved = value as Readonly<Record<string, unknown>>;
  for (const [key, option] of Object.entries(step)) {
    if (JSON.stringify(saved[key]) !== JSON.stringify(option)) {
      throw wrongValue(`${path}.${key}`, JSON.stringify(option), saved[key]);
    }
  }
  const unlearned = kindOf(step).unlearned?.(step);
  if (unlearned !== undefined) throw wrongValue(`${path}.${unlearned}`, "what was learned", saved[unlearned]);
  return step;
}

function noSuchStep(step: unknown, path: string): TypeError {
  const names = Object.keys(STEP_KINDS);
  const nearest = typeof step === "string" ? didYouMean(step, names) : undefined;
  const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  return wrongType(`${path}.step`, `one of ${names.join(", ")}`, step, hint);
}
