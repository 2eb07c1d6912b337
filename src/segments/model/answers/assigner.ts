import { NOISE, raggedRow } from "../../../core/internal";
import type { RunOptions } from "../../../parallel";
import {
  checkedEncoder,
  type LogEncoder,
  logEncoder,
  type RowLabels,
  type SequenceEncoder,
} from "../../../sequences/internal";
import { rememberModel } from "../../options/previous-model";
import type { Placements } from "../../stages/placer";
import type { ModelParts } from "../model-parts";
import { type AnswerCalibration, confidenceBy, confidenceOf } from "./answer-confidence";
import { AnswerMemo } from "./answer-memo";
import type { Alternative, Assigned, Assignment, NearestSegment, Unassigned } from "./assignment";
import { type DistinctInputs, distinctInputs, type PlaceableSequences } from "./distinct-inputs";
import { placeSequences } from "./place-sequences";

/** Assigns whole paths as a model does, step by step, and each distinct one once. */
export class Assigner {
  /** Brings sequences to the model's tokens. */
  readonly encode: SequenceEncoder;
  readonly encodeLog: LogEncoder;
  readonly #parts: ModelParts;
  readonly #names: readonly string[];
  /** For segments that were split further, what assigns among their parts. */
  readonly #children: ReadonlyMap<number, Assigner>;
  readonly #memo = new AnswerMemo<Assignment>();

  /** @param names of the segments. */
  constructor(parts: ModelParts, names: readonly string[]) {
    const { sequences, embedder } = parts;
    const keepUnknown = embedder.readsNewActions ?? false;
    this.encodeLog = logEncoder(sequences.vocabulary, sequences.rules, { keepUnknown });
    this.encode = checkedEncoder(this.encodeLog);
    this.#parts = parts;
    this.#names = names;
    this.#children = new Map(
      parts.children.map(({ id, parts: child }) => [
        parts.lineage.ids.indexOf(id),
        new Assigner(
          child,
          child.segments.map(({ name }) => name),
        ),
      ]),
    );
  }

  /** What the model is made of. */
  get parts(): ModelParts {
    return this.#parts;
  }

  /** For each distinct sequence that was fitted, its segment. */
  get labels(): RowLabels {
    return this.#parts.clusterer.labels;
  }

  /** Places encoded sequences among the segments; those without a known action are answered without being placed. */
  async place(encoded: PlaceableSequences, run: RunOptions): Promise<Assignment[]> {
    const distinct = distinctInputs(encoded);
    const remembers = encoded.newActions.length === 0; // their tokens are of one call alone
    const answers = distinct.keys.map((key) => (remembers ? this.#memo.get(key) : undefined));
    const asked = [...answers.keys()].filter((row) => answers[row] === undefined);
    for (const [i, answer] of (await this.#answer(distinct, asked, encoded.newActions, run)).entries()) {
      const row = asked[i]!;
      answers[row] = answer;
      if (remembers) this.#memo.set(distinct.keys[row]!, answer);
    }
    return Array.from(distinct.rowOf, (row) => ({ ...answers[row]! }));
  }

  /** Answers of some distinct rows. */
  async #answer(
    distinct: DistinctInputs,
    asked: readonly number[],
    newActions: readonly string[],
    run: RunOptions,
  ): Promise<Assignment[]> {
    if (asked.every((row) => raggedRow(distinct, row).length === 0)) {
      return asked.map((row) => unplaced(whyUnplaced(distinct.reasons[row])));
    }
    const { rows, placements } = await placeSequences(this.#parts, { ...distinct, newActions }, run, asked);
    let at = 0;
    const answers = asked.map((row) => {
      if (row !== rows[at]) return unplaced(whyUnplaced(distinct.reasons[row]));
      const place = at++;
      return placements.unknown?.[place] ? unplaced("no known action") : this.#placed(placements, place, distinct, row);
    });
    for (const [segment, child] of this.#children) {
      const places = [...answers.keys()].filter((i) => answers[i]!.segment === segment);
      if (places.length === 0) continue;
      const paths = places.map((i) => this.#actionsOf(raggedRow(distinct, asked[i]!), newActions));
      const within = await child.place(child.encode(paths, this.#parts.sequences.rules.prepare.length > 0), run);
      for (const [j, i] of places.entries()) answers[i] = { ...(answers[i] as Assigned), within: within[j]! };
    }
    return answers;
  }

  #actionsOf(tokens: Uint32Array, newActions: readonly string[]): string[] {
    const { actions } = this.#parts.sequences.vocabulary;
    return Array.from(tokens, (token) => actions[token] ?? newActions[token - actions.length]!);
  }

  #placed(placements: Placements, at: number, distinct: DistinctInputs, row: number): Assignment {
    const { calibration, prefixLaws } = this.#parts;
    const segment = placements.labels[at]!;
    const seen = placements.nearestDistances[at] === 0;
    const membership = placements.probabilities[at]!;
    const isPlaced = segment !== NOISE && placements.placed?.[at] === 1;
    const common = {
      confidence: calibration ? confidenceOf(calibration, { segment, membership, seen, isPlaced }) : membership,
      novelty: prefixLaws?.novelty(raggedRow(distinct, row), distinct.unknown[row]) ?? 0,
      alternatives: alternativesOf(placements, at, this.#names),
    };
    if (segment !== NOISE) {
      const reason = isPlaced ? "placed with the nearest" : seen ? "seen in training" : "near members";
      return { segment, name: this.#names[segment]!, membership, ...common, reason };
    }
    const reason = seen ? "like users in no segment" : "far from all segments";
    const nearest = nearestOf(calibration, placements, at, this.#names);
    return { segment: -1, name: null, membership: 0, ...common, nearest, reason };
  }
}

function unplaced(reason: Unassigned["reason"]): Assignment {
  const novelty = reason === "no known action" ? 1 : 0;
  return { segment: -1, name: null, confidence: 0, membership: 0, novelty, nearest: null, alternatives: [], reason };
}

function whyUnplaced(reason: PlaceableSequences["reasons"][number]): Unassigned["reason"] {
  if (reason === "unknown") return "no known action";
  return reason === "leftOut" ? "left out by a step" : "empty sequence";
}

/** The nearest segment, and how surely it is that; null where there is none. */
function nearestOf(
  calibration: AnswerCalibration | undefined,
  { alternatives: { k, labels, shares } }: Placements,
  at: number,
  names: readonly string[],
): NearestSegment | null {
  if (k === 0 || calibration?.nearest === undefined) return null;
  const segment = labels[at * k]!;
  const confidence = confidenceBy(calibration.nearest, { segment, membership: shares[at * k]! });
  return { segment, name: names[segment]!, confidence };
}

/** The nearest segments other than the assigned one. */
function alternativesOf({ labels, alternatives }: Placements, at: number, names: readonly string[]): Alternative[] {
  const { k, labels: nearest, shares } = alternatives;
  return Array.from({ length: k }, (_, j): Alternative => {
    const segment = nearest[at * k + j]!;
    return { segment, name: names[segment]!, closeness: shares[at * k + j]! };
  }).filter(({ segment }) => segment !== labels[at]);
}

const ASSIGNERS = new WeakMap<object, Assigner>();

/** Makes a model's assigner known to other functions of this room. */
export function shareAssigner(model: object, assigner: Assigner): void {
  ASSIGNERS.set(model, assigner);
  rememberModel(model);
}

/** The assigner of a model; undefined for what is not a model. */
export function assignerOf(model: unknown): Assigner | undefined {
  return ASSIGNERS.get(model as object);
}
