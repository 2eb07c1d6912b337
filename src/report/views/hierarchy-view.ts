import { countText, groupsOfSegments, percentText, type SegmentProfile, type SegmentRelations } from "../../profiles";
import { type Html, html, trusted } from "../html";
import { PAGE_INK } from "../ink";
import { shapeOf } from "../palette";
import { segmentMark, shapeOutline } from "./mark";
import { clipped, textWidth } from "./text";

const ROW = 22;
const TREE = 190;
const NAME = 330;
/** From so many segments on they are also told as a few groups. */
const MANY = 7;
const GROUPS = 5;

/** The segments as a tree of what merges with what, and many of them as a few groups. */
export function hierarchyView(relations: SegmentRelations, profiles: readonly SegmentProfile[]): Html | null {
  const { order, groups } = relations;
  if (order.length < 3) return null;
  const all = profiles.reduce((sum, { size }) => sum + size, 0);
  return html`<section aria-labelledby="hierarchy"><h2 id="hierarchy">What belongs together</h2>
<p class="note">Segments that do the same actions and transitions in the same shares are joined early, on the right; the further left two lines meet, the less they have in common (${percentText(groups.at(-1)!.distance)} of the way to nothing in common for all of them).</p>
<div class="columns family"><div class="scroll" tabindex="0" role="group" aria-label="Tree of segments">${trusted(dendrogram(relations))}</div>${
    order.length >= MANY && groupList(relations, all)
  }</div></section>`;
}

function groupList(relations: SegmentRelations, all: number): Html {
  const chosen = [...groupsOfSegments(relations, GROUPS)].sort(
    (a, b) => b.size - a.size || a.segments[0]! - b.segments[0]!,
  );
  return html`<div><h3>In ${chosen.length} groups</h3><ul class="groups">${chosen.map(
    ({ name, segments, size }) =>
      html`<li><p><strong>${name}</strong> <span class="faint">${countText(size)}, ${percentText(size / all)}</span></p><p class="note">${segments.map(
        (segment) => html`<a href="#segment-${segment}">${segmentMark(segment, PAGE_INK)} ${segment}</a> `,
      )}</p></li>`,
  )}</ul></div>`;
}

function dendrogram({ groups, order }: SegmentRelations): string {
  const height = order.length * ROW + 4;
  const root = groups.at(-1)!.distance || 1;
  const lineOf = new Map(order.map((segment, line) => [segment, line * ROW + ROW / 2]));
  const places: { x: number; y: number }[] = [];
  const drawn = groups.map(({ parts, distance, name, size }, i) => {
    if (parts === null) {
      places.push({ x: TREE, y: lineOf.get(i)! });
      const outline = `M${TREE + 12} ${lineOf.get(i)!}${shapeOutline(shapeOf(i), 5)}`;
      const title = clipped(`${i} ${name}`, NAME - 24);
      return html`<path d="${trusted(outline)}" fill="${PAGE_INK.segment(i)}"/><text x="${TREE + 24}" y="${lineOf.get(i)! + 4}" fill="${PAGE_INK.text}">${title}</text>`;
    }
    const [a, b] = parts.map((part) => places[part]!) as [{ x: number; y: number }, { x: number; y: number }];
    const x = Math.round((TREE - (distance / root) * (TREE - 6)) * 10) / 10;
    places.push({ x, y: (a.y + b.y) / 2 });
    return html`<path d="M${a.x} ${a.y}H${x}V${b.y}H${b.x}" fill="none" stroke="${PAGE_INK.faint}" stroke-width="1.5"><title>${name} (${countText(size)}), distance ${distance.toFixed(2)}</title></path>`;
  });
  const widest = Math.max(
    ...groups.filter(({ parts }) => parts === null).map(({ name }, i) => textWidth(`${i} ${name}`)),
  );
  const width = TREE + 30 + Math.min(NAME, Math.ceil(widest));
  const label = `Tree of ${order.length} segments; side by side in it: ${order.join(", ")}.`;
  return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="11" role="img" aria-label="${label}">${drawn}</svg>`
    .text;
}
