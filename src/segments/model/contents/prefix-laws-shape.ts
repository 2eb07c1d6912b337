import {
  type BeginningsAnswered,
  PrefixLaws,
  type PrefixLawsData,
  type SparseCounts,
  type UserFigures,
} from "../../../prefixes";
import { LOOKS, TEMPER_FIELDS } from "../../../prefixes/internal";
import { damaged, figure, listOf, numbers, orAbsent, orNull, record, type Shape, whole } from "../../file/shape";

/** Prefix laws as they are saved: their actions are those of the model's vocabulary. */
export type SavedPrefixLaws = Omit<PrefixLawsData, "actions">;

export function savedPrefixLaws({ actions: _, ...laws }: PrefixLaws): SavedPrefixLaws {
  return laws;
}

/** Makes saved laws again, for this many segments. */
export function prefixLawsOf(actions: readonly string[], segments: number): Shape<PrefixLaws> {
  return (value, path) => {
    const classes = segments + 1;
    const { contexts, parents } = record<Pick<SavedPrefixLaws, "contexts" | "parents">>({
      contexts: numbers("Uint32Array", undefined, 0, actions.length),
      parents: numbers("Uint32Array"),
    })(value, path);
    const counts = (rows: number) => countsOf(rows, classes);
    const saved = record<SavedPrefixLaws>({
      seed: whole(0, 0xffffffff),
      users: numbers("Float64Array", classes, 0, MOST),
      contexts: numbers("Uint32Array"),
      symbols: numbers("Uint32Array", contexts.length, 0, actions.length),
      transitions: counts(contexts.length),
      parents: ascending,
      tokens: numbers("Uint32Array", parents.length, 0, Math.max(0, actions.length - 1)),
      beginnings: counts(parents.length),
      tempers: numbers("Float64Array", LOOKS.length * TEMPER_FIELDS.length, 0, 10),
      regression: orAbsent(regressionOf(classes)),
      misses: listOf(figures, LOOKS.length),
      surprises: listOf(figures, LOOKS.length + 1),
      table: listOf(rowShape),
    })(value, path);
    return new PrefixLaws({ ...saved, actions, regression: saved.regression });
  };
}

/** Users, or times an action is done by them, at most. */
const MOST = 1e15;

/** A tree: each node after its parent, the first its own. */
const ascending: Shape<Uint32Array> = (value, path) => {
  const parents = numbers("Uint32Array")(value, path);
  for (const [node, parent] of parents.entries()) {
    if (parent >= Math.max(1, node)) throw damaged(`${path}[${node}]`, "a node before it", parent);
  }
  if (parents.length === 0) throw damaged(path, "a node", parents.length);
  return parents;
};

function countsOf(rows: number, classes: number): Shape<SparseCounts> {
  return (value, path) => {
    const { values } = record<Pick<SparseCounts, "values">>({ values: numbers("Float64Array", undefined, 0, MOST) })(
      value,
      path,
    );
    return record<SparseCounts>({
      keys: numbers("Uint32Array", values.length, 0, rows - 1),
      columns: numbers("Uint32Array", values.length, 0, classes - 1),
      values: numbers("Float64Array"),
    })(value, path);
  };
}

function regressionOf(classes: number): Shape<NonNullable<PrefixLawsData["regression"]>> {
  return (value, path) => {
    const { keys } = record<{ keys: Float64Array }>({ keys: numbers("Float64Array", undefined, 0, MOST) })(value, path);
    return record<NonNullable<PrefixLawsData["regression"]>>({
      keys: numbers("Float64Array"),
      weights: numbers("Float32Array", keys.length * classes, -LARGEST_WEIGHT, LARGEST_WEIGHT),
    })(value, path);
  };
}

const LARGEST_WEIGHT = 1e6;

const figures: Shape<UserFigures> = (value, path) => {
  const { values } = record<Pick<UserFigures, "values">>({ values: numbers("Float64Array", undefined, -MOST, MOST) })(
    value,
    path,
  );
  return record<UserFigures>({
    values: numbers("Float64Array"),
    users: numbers("Float64Array", values.length, Number.MIN_VALUE, MOST),
  })(value, path);
};

const rowShape = record<BeginningsAnswered>({
  actions: whole(1),
  users: figure,
  right: figure,
  answered: figure,
  rightWhenAnswered: orNull(figure),
  logLoss: figure,
  logLossOfShares: figure,
  calibrationError: figure,
});
