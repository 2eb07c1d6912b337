import { countText, percentText } from "../../core/internal";
import type { SegmentProfile, SegmentRelations } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import type { SegmentLayer } from "../../segments";
import type { Colors } from "../colors";
import { type Html, html, trusted } from "../html";
import { segmentAnchor } from "../segment-labels";
import { layerTree } from "./layer-tree";
import { segmentMark } from "./mark";

const ROW = 24;
const TREE = 190;
/** From this many segments on, the tree is collapsed. */
const FOLDED = 60;

/** The segments as a tree of what merges with what, and as layers that open. */
export function hierarchyView(
  relations: SegmentRelations,
  profiles: readonly SegmentProfile[],
  layers: readonly SegmentLayer[],
  colors: Colors,
): Html | null {
  const { order, groups } = relations;
  if (order.length < 3) return null;
  const tree = html`<div class="tree">${dendrogram(relations)}<ol>${order.map(
    (segment) =>
      html`<li title="${groups[segment]!.name}">${segmentMark(segment, colors)} <a href="#${segmentAnchor(segment)}"><span class="number">${segmentNumber(segment)}</span> ${groups[segment]!.name}</a></li>`,
  )}</ol></div>`;
  return html`<section aria-labelledby="hierarchy"><h2 id="hierarchy">What belongs together</h2>
<p class="note">Segments that do the same actions and transitions in the same shares are joined early, on the right; the further left two lines meet, the less they have in common (all of them together: ${percentText(groups.at(-1)!.distance)} different).</p>
<div class="columns family">${order.length > FOLDED ? html`<details><summary>The tree of ${countText(order.length)} segments</summary>${tree}</details>` : tree}${layerTree(layers, profiles, colors)}</div></section>`;
}

/** The lines of the tree; it is as wide as there is room, a row stands beside each name. */
function dendrogram({ groups, order }: SegmentRelations): Html {
  const height = order.length * ROW;
  const root = groups.at(-1)!.distance || 1;
  const lineOf = new Map(order.map((segment, line) => [segment, line * ROW + ROW / 2]));
  const places: { x: number; y: number }[] = [];
  const drawn = groups.map(({ parts, distance, name, size }, i) => {
    if (parts === null) {
      places.push({ x: TREE, y: lineOf.get(i)! });
      return null;
    }
    const [a, b] = parts.map((part) => places[part]!) as [{ x: number; y: number }, { x: number; y: number }];
    const x = Math.round((TREE - (distance / root) * (TREE - 6)) * 10) / 10;
    places.push({ x, y: (a.y + b.y) / 2 });
    const line = `M${a.x} ${a.y}H${x}V${b.y}H${b.x}`;
    return html`<path d="${trusted(line)}"><title>${name} (${countText(size)}), distance ${distance.toFixed(2)}</title></path>`;
  });
  const label = `Tree of ${order.length} segments; side by side in it: ${order.map(segmentNumber).join(", ")}.`;
  return html`<svg viewBox="0 0 ${TREE} ${height}" width="${TREE}" height="${height}" preserveAspectRatio="none" role="img" aria-label="${label}">${drawn}</svg>`;
}
