// A log as one HTML page for people, and two of its drawings as SVG for a document.
import { mkdtemp, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitSegments, renderReport } from "seqment";
import { segmentMapSvg, stepMatrixSvg } from "seqment/report";

const habits = [
  ["OPEN", "SEARCH", "VIEW", "ADD_TO_CART", "PAY"],
  ["OPEN", "VIEW", "VIEW", "CLOSE"],
  ["OPEN", "PLAY", "FAIL", "FAIL", "BUY_BOOST", "PASS"],
];
const paths = Array.from({ length: 600 }, (_, user) => {
  const habit = habits[user % 3]!;
  return [...habit, ...Array<string>(user % 5).fill(habit[user % habit.length]!)];
});
const model = await fitSegments(paths, { seed: 7 });

const folder = await mkdtemp(join(tmpdir(), "report-"));
// paths of fewer than 5 users are not shown
await writeFile(join(folder, "report.html"), await renderReport(model, { title: "A small shop", minPathMembers: 5 }));
await writeFile(join(folder, "map.svg"), segmentMapSvg(model, { width: 640, height: 400 }));
await writeFile(join(folder, "steps.svg"), stepMatrixSvg(model.segments[0]!));

const { size } = await stat(join(folder, "report.html"));
console.log(
  `${model.segments.length} segments in ${join(folder, "report.html")} (${Math.round(size / 1000)} kB): open it in a browser`,
);
