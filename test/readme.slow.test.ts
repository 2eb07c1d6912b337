import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { fitSegments, readEvents, type SegmentModel } from "../src";
import { makeDemoLog } from "../src/cli/fit/demo-log";
import { formatOverview } from "../src/cli/fit/format-model";
import { segmentMapSvg } from "../src/report";

const README = fileURLToPath(new URL("../README.md", import.meta.url));
const PICTURE = fileURLToPath(new URL("../docs/images/demo-map.svg", import.meta.url));
/** Seed of `seqment demo`. */
const SEED = 7;

async function fitDemo(): Promise<SegmentModel> {
  const { events } = makeDemoLog({ seed: SEED });
  return fitSegments(readEvents(events, { user: "user", action: "action", time: "time" }), { seed: SEED });
}

/** Of each segment what `seqment demo` prints first: its name with its size, and what its members do. */
function sampleOutput(model: SegmentModel): string {
  const blocks = formatOverview(model)
    .split("\n\n")
    .filter((block) => /^Segment \d/.test(block)); // not the users in no segment
  const lines = blocks.flatMap((block) => block.split("\n"));
  return lines.filter((line) => /^(Segment \d| {2}does )/.test(line)).join("\n");
}

test("README.md shows what the demo prints", async () => {
  const readme = readFileSync(README, "utf8");
  const block = /(<!-- printed by `seqment demo`.*-->\n```\n)[^`]*?(```\n)/;
  expect(readme).toMatch(block);
  const renewed = readme.replace(block, (_, begin, end) => `${begin}${output}\n${end}`);
  await expect(
    renewed,
    "the sample output in README.md is not what the demo prints: renew it with SEQMENT_THOROUGH=1 npx vitest run test/readme -u",
  ).toMatchFileSnapshot(README);
}, 120_000);

test("the picture in README.md is the map of the demo", async () => {
  const map = segmentMapSvg(model, { width: 760, height: 420, maxPoints: 900 });
  await expect(map, "renew it with SEQMENT_THOROUGH=1 npx vitest run test/readme -u").toMatchFileSnapshot(PICTURE);
});

const model = await fitDemo();
const output = sampleOutput(model);
