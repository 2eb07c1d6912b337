import { NOISE, unitsText } from "../../core/internal";
import { segmentNumber } from "../../profiles/internal";
import type { ModelLineage } from "../model/model-origin";
import type { ModelParts } from "../model/model-parts";
import type { SegmentEdit } from "../model/segment-edit";
import { type RouteStep, TO_NEAREST } from "../stages/routed-placer";
import type { EditPlan } from "./read-edits";
import { sizesOf } from "./segment-order";

/** What is called what after an edit. */
export function lineageAfter(
  { lineage, clusterer, sequences }: ModelParts,
  step: RouteStep,
  labels: Int32Array,
): ModelLineage {
  const { ids } = lineage;
  const sizes = sizesOf(clusterer.labels, sequences.weights, ids.length);
  const heads: number[] = [];
  for (const [segment, to] of step.entries()) {
    if (to < 0) continue;
    const head = heads[to];
    if (head === undefined || sizes[segment]! > sizes[head]!) heads[to] = segment;
  }
  const retired = [...step.entries()].filter(([segment, to]) => to < 0 || heads[to] !== segment);
  const heirs = (segment: number, to: number) =>
    to >= 0
      ? [to]
      : [...new Set(labels.filter((label, row) => label !== NOISE && clusterer.labels[row] === segment))].sort(
          (a, b) => a - b,
        );
  return {
    ...lineage,
    ids: heads.map((head) => ids[head]!),
    retired: [
      ...lineage.retired,
      ...retired.map(([segment, to]) => ({
        id: ids[segment]!,
        successors: heirs(segment, to).map((s) => ids[heads[s]!]!),
      })),
    ],
  };
}

interface After {
  readonly labels: Int32Array;
  readonly lineage: ModelLineage;
  /** Names of the segments, where they are known already. */
  readonly names: readonly string[];
}

/** An edit as it is kept: what became of which id. */
export function describeEdit(
  parts: ModelParts,
  plan: EditPlan,
  step: RouteStep,
  { lineage, names }: After,
): SegmentEdit {
  const { ids } = parts.lineage;
  const old = (segment: number) => parts.segments[segment]!.name;
  const renamed = [...plan.names].map(([first, to]) => {
    const id = lineage.ids[step[first]!]!;
    return { id, from: old(ids.indexOf(id)), to };
  });
  const merged = lineage.ids
    .map((into, segment) => ({ into, of: ids.filter((_, s) => step[s] === segment) }))
    .filter(({ of }) => of.length > 1);
  const gone = new Map(lineage.retired.map(({ id, successors }) => [id, successors]));
  const dissolved = ids.filter((_, s) => step[s]! < 0).map((id) => ({ id, to: gone.get(id)! }));
  const order = plan.order?.map((segment) => lineage.ids[step[segment]!]!) ?? null;
  const renumbered = lineage.ids.flatMap((id, segment) => {
    const [from, to] = [segmentNumber(ids.indexOf(id)), segmentNumber(segment)];
    return from === to ? [] : [{ id, from, to }];
  });
  const titled = (id: string) => `${id} "${old(ids.indexOf(id))}"`;
  const nowCalled = (id: string) => {
    const name = names[lineage.ids.indexOf(id)];
    return name === undefined || renamed.some((one) => one.id === id) ? "" : ` "${name}"`;
  };
  const went = (id: string) =>
    step[ids.indexOf(id)] === TO_NEAREST ? "each member to the nearest" : "members to none";
  const text = [
    ...merged.map(({ into, of }) => `merged ${of.map(titled).join(" and ")} into ${into}${nowCalled(into)}`),
    ...dissolved.map(({ id }) => `dissolved ${titled(id)}, ${went(id)}`),
    ...renamed.map(({ id, from, to }) => `renamed ${id} from "${from}" to "${to}"`),
    ...(order ? [`put ${order.join(", ")} first`] : []),
    ...(renumbered.length > 0 ? [`${unitsText(renumbered.length, "number")} changed`] : []),
  ].join("; ");
  return { text, renamed, merged, dissolved, order, refined: [], added: [], renumbered };
}
