import { countText, percentText } from "../../core/internal";
import type { SegmentProfile } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import type { LayerGroup, SegmentLayer } from "../../segments";
import type { Colors } from "../colors";
import { type Html, html } from "../html";
import { segmentAnchor } from "../segment-labels";
import { segmentMark } from "./mark";

/** The segments as a tree that opens, coarse to fine; null where there is one layer alone. */
export function layerTree(
  layers: readonly SegmentLayer[],
  profiles: readonly SegmentProfile[],
  colors: Colors,
): Html | null {
  const shown = layers.flatMap(({ groups }) => (groups ? [groups] : []));
  if (shown.length < 2) return null;
  const all = profiles.reduce((sum, { size }) => sum + size, 0);
  const finer = layers.filter(({ kind }) => kind === "divided");
  const below =
    finer.length > 0 &&
    html`<p class="note">Below these: ${finer.map(({ segments }) => countText(segments)).join(", then ")} parts along the hierarchy, by <code>describe --layer</code> or <code>model.at</code>.</p>`;
  return html`<div><h3>Coarse to fine</h3><ul class="groups">${shown[0]!.map((group) => branch(group, 0, { layers: shown, all, colors }))}</ul>${below}</div>`;
}

interface Tree {
  readonly layers: readonly (readonly LayerGroup[])[];
  /** Inputs in all. */
  readonly all: number;
  readonly colors: Colors;
}

/** A group with its parts in the next layer; one that is the same there is shown once. */
function branch(group: LayerGroup, layer: number, tree: Tree): Html {
  const { layers, all, colors } = tree;
  const size = html`<span class="faint">${countText(group.size)}, ${percentText(group.size / all)}</span>`;
  if (group.segments.length === 1) {
    const segment = group.segments[0]!;
    return html`<li><a href="#${segmentAnchor(segment)}">${segmentMark(segment, colors)} <span class="number">${segmentNumber(segment)}</span> ${group.name}</a> ${size}</li>`;
  }
  const parts = layers[layer + 1]!.filter(({ segments }) => group.segments.includes(segments[0]!));
  if (parts.length === 1) return branch({ ...parts[0]!, name: group.name }, layer + 1, tree);
  return html`<li><details${layer === 0 && OPEN}><summary><strong>${group.name}</strong> ${size}</summary><ul class="groups">${parts.map((part) => branch(part, layer + 1, tree))}</ul></details></li>`;
}

const OPEN = html` open`;
