import { countText, percentText } from "../../core/internal";
import { segmentNumber } from "../../profiles/internal";
import type { SegmentModel } from "../../segments";

/** The segments after an edit: numbers as they are shown now, and before where they changed. */
export function formatEdited(model: SegmentModel, before: SegmentModel): string {
  const rows = model.segments.map(({ segment, name, size, share }) => {
    const id = model.lineage.ids[segment]!;
    const was = before.lineage.ids.indexOf(id);
    const number = segmentNumber(segment);
    const changed = was < 0 ? " (new)" : segmentNumber(was) === number ? "" : ` (was ${segmentNumber(was)})`;
    return `  ${number}${changed}  ${id}  ${name}: ${countText(size)}, ${percentText(share)}`;
  });
  const { noise, noiseShare } = model.report.clustering;
  const none = noise === 0 ? [] : [`  in no segment: ${countText(noise)}, ${percentText(noiseShare)}`];
  return [...rows, ...none, model.verdict.sentence].join("\n");
}

/** What was changed by hand, first to last. */
export function formatEdits({ edits }: SegmentModel): string[] {
  if (edits.length === 0) return [];
  return [["Edited by hand:", ...edits.map(({ text }, i) => `  ${i + 1}. ${text}`)].join("\n")];
}

/** Segments that were split further, with their parts below them. */
export function formatParts(model: SegmentModel): string[] {
  if (model.children.size === 0) return [];
  return [["Split further:", ...partLines(model, "  ")].join("\n")];
}

function partLines({ children, segments, lineage }: SegmentModel, indent: string): string[] {
  return [...children].flatMap(([id, child]) => [
    `${indent}${id} ${segments[lineage.ids.indexOf(id)]!.name}`,
    ...child.segments.map(
      ({ segment, name, size, share }) =>
        `${indent}  ${child.lineage.ids[segment]} ${name}: ${countText(size)}, ${percentText(share)} of it`,
    ),
    ...partLines(child, `${indent}  `),
  ]);
}
