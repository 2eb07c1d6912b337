import { expect, test } from "vitest";
import { summarizeSegments } from "../../src/profiles";
import { sequencesOf } from "../helpers/sequences-of";

async function namesOf(groups: readonly (readonly [path: string, segment: number, times: number])[]) {
  const paths = groups.flatMap(([path, , times]) => Array<string[]>(times).fill(path.split(" ")));
  const labels = groups.flatMap(([, segment, times]) => Array<number>(times).fill(segment));
  return (await summarizeSegments(await sequencesOf(paths), labels)).map(({ name }) => name);
}

test("segments that share their strongest clue are told apart by what only one of them does", async () => {
  const names = await namesOf([
    ["START FAIL FAIL QUIT", 0, 24],
    ["START FAIL FAIL", 0, 16],
    ["START FAIL FAIL BUY", 1, 24],
    ["START FAIL FAIL", 1, 16],
    ["START PASS PASS", 2, 4000],
  ]);
  expect(names).toEqual(["START, then FAIL ×2, then QUIT", "START, then FAIL ×2, then BUY", "START, then PASS ×2"]);
});

test("a segment that does nothing of its own is named after what it lacks", async () => {
  expect(
    await namesOf([
      ["START PLAY BUY BUY PLAY", 0, 100],
      ["START", 1, 60],
    ]),
  ).toEqual(["PLAY, then BUY ×2, then PLAY", "no BUY, a single action"]);
});

test("a name says when a claim is true of less than half of the members", async () => {
  const names = await namesOf([
    ["START A", 0, 14],
    ["START B", 0, 13],
    ["START C", 0, 13],
    ["START D", 1, 400],
  ]);
  expect(names).toEqual(["no D, sometimes A", "START, then D"]);
});

test("very long action names are named alone", async () => {
  const long = (letter: string) => letter.repeat(50);
  const names = await namesOf([
    [`${long("A")} ${long("B")}`, 0, 50],
    ["C D", 1, 50],
  ]);
  expect(names).toEqual([long("A"), "C, then D"]);
});
