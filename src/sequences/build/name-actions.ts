import { describeValue, sum, wrongType } from "../../core/internal";
import { TextTable } from "../../events/internal";
import type { PrepareStep } from "../prepare/steps";
import type { SequenceRules } from "../rules";
import type { TokenizeSettings } from "../sequence-options";
import { LEFT_OUT, type NameNumbers } from "./name-rows";

/** What the actions of a log are called in its sequences. */
export interface Naming {
  readonly actions: readonly string[];
  /** The distinct new names, those of pauses and boundaries included. */
  readonly names: readonly string[];
  readonly numbers: NameNumbers;
  /** Actions that took another name, with that name; null for actions left out. */
  readonly changed: ReadonlyMap<string, string | null>;
  /** Rare actions, and how often they occurred. */
  readonly unknown: { readonly actions: number; readonly tokens: number };
  /** The rules, still without the names. */
  readonly rules: SequenceRules;
}

/**
 * Renames actions, and replaces the rare ones by the unknown token.
 *
 * @param counts occurrences of each action; an action without any has no name.
 * @param prepare the steps that made the log what it is.
 */
export function nameActions(
  actions: readonly string[],
  counts: Float64Array,
  settings: TokenizeSettings,
  prepare: readonly PrepareStep[] = [],
): Naming {
  const names = new TextTable();
  const { ofAction, changed } = renameActions(actions, counts, settings.rename, names);
  const unknown = replaceRare(ofAction, counts, settings.minCount, settings.unknownToken, names);
  const rules = { ...rulesOf(settings, unknown.actions > 0), prepare };
  const numbers = {
    ofAction,
    ofPause: Int32Array.from(rules.pauses, ({ token }) => names.idOf(token)),
    ofBoundary: rules.sessionBoundary === null ? -1 : names.idOf(rules.sessionBoundary),
  };
  return { actions, names: names.names, numbers, changed, unknown, rules };
}

/** Numbers the new names of all actions that occur. */
function renameActions(
  actions: readonly string[],
  counts: Float64Array,
  rename: ((action: string) => unknown) | undefined,
  names: TextTable,
) {
  const changed = new Map<string, string | null>();
  const ofAction = Int32Array.from(actions, (action, i) => {
    if (counts[i] === 0) return LEFT_OUT;
    const name = rename ? rename(action) : action;
    if (typeof name !== "string" && name !== null) {
      throw wrongType("rename", `a name or null for ${describeValue(action)}`, name);
    }
    if (name !== action) changed.set(action, name || null);
    return name ? names.idOf(name) : LEFT_OUT;
  });
  return { ofAction, changed };
}

/** Points rare actions to the unknown token; returns how many and how often they occurred. */
function replaceRare(
  ofAction: Int32Array,
  counts: Float64Array,
  minCount: number,
  unknownToken: string,
  names: TextTable,
): { actions: number; tokens: number } {
  const nameCounts = new Float64Array(names.names.length);
  for (const [action, name] of ofAction.entries()) if (name >= 0) nameCounts[name]! += counts[action]!;
  const rare = nameCounts.filter((count) => count < minCount);
  if (rare.length === 0) return { actions: 0, tokens: 0 };
  const unknown = names.idOf(unknownToken);
  for (const [action, name] of ofAction.entries()) {
    if (name >= 0 && nameCounts[name]! < minCount) ofAction[action] = unknown;
  }
  return { actions: rare.length, tokens: sum(rare) };
}

function rulesOf(settings: TokenizeSettings, anyRare: boolean): Omit<SequenceRules, "prepare"> {
  const { unknownToken, collapseRepeats, minLength, maxLength, keep, unit, sessionGap, sessionBoundary } = settings;
  return {
    rename: [],
    unknownToken: anyRare ? unknownToken : null,
    collapseRepeats,
    minLength,
    maxLength: maxLength ?? null,
    keep,
    unit,
    sessionGap: sessionGap ?? null,
    sessionBoundary: unit === "user" && sessionBoundary ? sessionBoundary : null,
    pauses: settings.timeGaps ?? [],
  };
}
