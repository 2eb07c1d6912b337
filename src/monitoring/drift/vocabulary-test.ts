import { type Checkpoint, log } from "../../core/internal";
import { type Groups, mergedTypes } from "./groups";
import { type Permuted, permuted } from "./permuted";
import type { Paths } from "./read-paths";

/** An action that one of the groups does not have, or hardly. */
export interface OneSidedAction {
  readonly action: string;
  /** Inputs (users or sessions) that have it, in the group that does. */
  readonly inputs: number;
  readonly share: number;
}

/** Actions that came and went, and whether that is more than chance. */
export interface VocabularyTest extends Permuted {
  readonly appeared: readonly OneSidedAction[];
  readonly gone: readonly OneSidedAction[];
}

/**
 * Whether actions came or went: of those that one group alone has, the one that chance would give to one group least, by permuting users.
 * The types of `groups` are the earlier paths, then the later ones.
 */
export async function permutedVocabulary(
  groups: Groups,
  earlier: Paths,
  later: Paths,
  settings: { permutations: number; seed: number },
  at: Checkpoint,
): Promise<VocabularyTest> {
  const { names, kindOf, sets } = actionSets([...earlier.lists, ...later.lists]);
  const offsets = new Int32Array(sets.length + 1);
  for (const [kind, set] of sets.entries()) offsets[kind + 1] = offsets[kind]! + set.length;
  const actions = new Int32Array(offsets[sets.length]!);
  for (const [kind, set] of sets.entries()) actions.set(set, offsets[kind]);
  const [inLater, inAll] = [new Float64Array(names.length), new Float64Array(names.length)];
  const count = (inputs: Float64Array, into: Float64Array) => {
    into.fill(0);
    for (let kind = 0; kind < inputs.length; kind++) {
      if (inputs[kind] === 0) continue;
      for (let e = offsets[kind]!; e < offsets[kind + 1]!; e++) into[actions[e]!]! += inputs[kind]!;
    }
  };
  let counted: Float64Array | undefined;
  const statistic = (ofLater: Float64Array, all: Float64Array): number => {
    if (counted !== all) count(all, inAll);
    counted = all;
    count(ofLater, inLater);
    const share = laterShare(ofLater, all);
    let most = 0;
    for (let action = 0; action < names.length; action++) {
      if (inLater[action] === inAll[action]) most = Math.max(most, -inAll[action]! * log(share));
      else if (inLater[action] === 0) most = Math.max(most, -inAll[action]! * log(1 - share));
    }
    return most;
  };
  const found = await permuted(mergedTypes(groups, kindOf, sets.length), statistic, settings, at);
  const [before, after] = [presence(earlier), presence(later)];
  return {
    ...found,
    appeared: oneSided([later, after], [earlier, before]),
    gone: oneSided([earlier, before], [later, after]),
  };
}

/** Which actions each list has; lists with the same ones are of one kind. */
function actionSets(lists: readonly (readonly string[])[]) {
  const names: string[] = [];
  const numberOf = new Map<string, number>();
  const kinds = new Map<string, number>();
  const sets: Int32Array[] = [];
  const kindOf = Int32Array.from(lists, (list) => {
    const set = Int32Array.from(new Set(list), (action) => {
      const number = numberOf.get(action) ?? names.push(action) - 1;
      numberOf.set(action, number);
      return number;
    }).sort();
    const key = set.join(" ");
    const kind = kinds.get(key) ?? sets.push(set) - 1;
    kinds.set(key, kind);
    return kind;
  });
  return { names, kindOf, sets };
}

function laterShare(later: Float64Array, all: Float64Array): number {
  let [ofLater, ofAll] = [0, 0];
  for (let type = 0; type < all.length; type++) {
    ofLater += later[type]!;
    ofAll += all[type]!;
  }
  return Math.min(1 - 1e-12, Math.max(1e-12, ofLater / ofAll));
}

/** Inputs that have each action. */
function presence({ lists, weights }: Paths): Map<string, number> {
  const inputs = new Map<string, number>();
  for (const [row, list] of lists.entries()) {
    for (const action of new Set(list)) inputs.set(action, (inputs.get(action) ?? 0) + weights[row]!);
  }
  return inputs;
}

/** Share of what is expected up to which an action counts as gone: a few late events of it may still come in. */
const HARDLY = 0.05;
/** Probability, for all actions together, of calling one new or gone by chance. */
const CHANCE = 0.05;

type Population = readonly [paths: Paths, presence: ReadonlyMap<string, number>];

/** Actions of a population that the other one has not, or hardly, and that chance would not put there alone; most frequent first. */
function oneSided([paths, has]: Population, [others, hasNot]: Population): OneSidedAction[] {
  const [all, allOthers] = [inputsIn(paths), inputsIn(others)];
  const alone = log(all / (all + allOthers));
  return [...has]
    .filter(([action, inputs]) => {
      const hardly = (hasNot.get(action) ?? 0) / allOthers <= (HARDLY * inputs) / all;
      return hardly && inputs * alone <= log(CHANCE / has.size);
    })
    .map(([action, inputs]) => ({ action, inputs, share: inputs / all }))
    .sort((a, b) => b.inputs - a.inputs || (a.action < b.action ? -1 : 1));
}

/** Inputs of a population. */
function inputsIn({ weights }: Paths): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
