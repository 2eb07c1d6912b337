import { NOISE } from "../../core/internal";
import type { ModelParts } from "../model/model-parts";
import { DEEPEST, levelsOf, ownersOf } from "../stages/divided-placer";
import type { PartsPlacer } from "../stages/placer";

/** The segments of a model, divided. */
export interface FinerCut {
  /** Levels below the segments before edits. */
  readonly depth: number;
  readonly levels: readonly PartsPlacer[];
  /** For each part its segment after all edits; -1 where that was dissolved. */
  readonly owner: Int32Array;
  /** For each part a number that it shares with those that stay together with it; -1 where the segment was dissolved. */
  readonly pieceOf: Int32Array;
  readonly pieces: number;
}

/** Segments of the model before all edits. */
export function segmentsBeforeEdits({ route, lineage }: ModelParts): number {
  return route[0]?.length ?? lineage.ids.length;
}

/**
 * The finer cuts, coarse to fine, each with more pieces than the one before: what edits merged, apart again, then the parts along
 * the hierarchy. A segment that was refined stays whole: its parts are its children. None where there is no hierarchy, or nothing
 * in it is divided.
 */
export function finerCuts(model: ModelParts): FinerCut[] {
  const cuts: FinerCut[] = [];
  let most = model.lineage.ids.length;
  if (most === 0 || model.extension) return []; // what was added has no place in the hierarchy
  for (let depth = 0; depth <= DEEPEST && cuts.length < DEEPEST; depth++) {
    const segments = segmentsBeforeEdits(model);
    const levels = levelsOf({ whole: model.clusterer.placer, segments, route: model.route, depth });
    if (levels === undefined) break;
    const cut = cutOf(model, depth, levels);
    if (cut.pieces > most) cuts.push(cut);
    most = Math.max(most, cut.pieces);
  }
  return cuts;
}

function cutOf({ children, lineage }: ModelParts, depth: number, levels: readonly PartsPlacer[]): FinerCut {
  const refined = new Set(children.map(({ id }) => lineage.ids.indexOf(id)));
  const owner = ownersOf(levels);
  const pieceOf = new Int32Array(owner.length).fill(NOISE);
  const wholes = new Map<number, number>();
  let pieces = 0;
  for (const [part, segment] of owner.entries()) {
    if (segment === NOISE) continue;
    const isWhole = refined.has(segment);
    pieceOf[part] = (isWhole ? wholes.get(segment) : undefined) ?? pieces++;
    if (isWhole) wholes.set(segment, pieceOf[part]);
  }
  return { depth, levels, owner, pieceOf, pieces };
}
