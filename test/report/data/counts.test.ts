import { expect, test } from "vitest";
import { fitSegments } from "../../../src";
import { countActions, countPatterns, groupRows } from "../../../src/report/data/counts";
import { decodeSequence } from "../../../src/sequences";
import { demoEvents } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const model = await fitSegments((await demoEvents(size(120, 250))).events, { seed: 7 });
const { sequences, labels, segments } = model;
const paths = [...sequences.rowOf].map((row) => decodeSequence(sequences, row));
const groupOf = [...labels].map((label) => (label < 0 ? segments.length : label));
const rows = groupRows(model);

function bruteForce(shows: (path: readonly string[]) => boolean): number[] {
  const counts = new Array<number>(segments.length + 1).fill(0);
  paths.forEach((path, input) => {
    if (shows(path)) counts[groupOf[input]!]! += 1;
  });
  return counts;
}

test("sizes of the groups", () => {
  expect([...rows.sizes]).toEqual(bruteForce(() => true));
  expect([...rows.sizes].slice(0, segments.length)).toEqual(segments.map(({ size }) => size));
});

test("members that show each action", () => {
  const { groups, members } = countActions(model, rows);
  sequences.vocabulary.actions.forEach((action, token) => {
    const counted = [...members.subarray(token * groups, (token + 1) * groups)];
    expect(counted, action).toEqual(bruteForce((path) => path.includes(action)));
  });
});

test("members that show each pattern, in a row and with gaps", () => {
  const text = (path: readonly string[]) => `|${path.join("||")}|`;
  for (const actions of segments.flatMap(({ patterns }) =>
    patterns.distinctiveNgrams.map((pattern) => pattern.actions),
  )) {
    const { members } = countPatterns(model, rows, [
      { actions, gapped: false },
      { actions, gapped: true },
      { actions: [...actions, "NEVER"], gapped: true },
    ]);
    const gapped = new RegExp(actions.map((action) => `\\|${action}\\|`).join(".*"));
    const counted = Array.from({ length: 3 }, (_, i) => [...members.subarray(i * rows.groups, (i + 1) * rows.groups)]);
    expect(counted[0]).toEqual(bruteForce((path) => text(path).includes(text(actions))));
    expect(counted[1]).toEqual(bruteForce((path) => gapped.test(text(path))));
    expect(counted[2]).toEqual(rows.groups ? new Array(rows.groups).fill(0) : []);
  }
});
