import { expect, test } from "vitest";
import { randomStream } from "../../../src/core/internal";
import { type SegmentProfile, type SummarizeOptions, summarizeSegments } from "../../../src/profiles";
import { sequencesOf } from "../../helpers/sequences-of";
import { size } from "../../helpers/size";

type Group = readonly [path: string, segment: number, times: number];

async function profilesOf(groups: readonly Group[], options: SummarizeOptions = {}): Promise<SegmentProfile[]> {
  const paths = groups.flatMap(([path, , times]) => Array<string[]>(times).fill(path.split(" ")));
  const labels = groups.flatMap(([, segment, times]) => Array<number>(times).fill(segment));
  return summarizeSegments(await sequencesOf(paths), labels, options);
}

async function namesOf(groups: readonly Group[]): Promise<string[]> {
  return (await profilesOf(groups)).map(({ name }) => name);
}

test("segments that share their strongest pattern are told apart by what only one of them does", async () => {
  const names = await namesOf([
    ["START FAIL FAIL QUIT", 0, 24],
    ["START FAIL FAIL", 0, 16],
    ["START FAIL FAIL BUY", 1, 24],
    ["START FAIL FAIL", 1, 16],
    ["START PASS PASS", 2, 4000],
  ]);
  expect(names).toEqual(["FAIL, then QUIT", "FAIL, then BUY", "PASS"]);
});

test("a segment within another one is named after how it ends, the other after what it adds", async () => {
  expect(
    await namesOf([
      ["START LOOK", 0, 80],
      ["START LOOK BUY", 1, 60],
    ]),
  ).toEqual(["only START, then LOOK", "BUY"]);
});

test("very short paths are shown as they are", async () => {
  const names = await namesOf([
    ["START PLAY BUY BUY PLAY", 0, 100],
    ["START", 1, 60],
    ["START START", 2, 50],
    ["A", 3, 20],
    ["B", 3, 20],
    ["C", 3, 20],
  ]);
  expect(names).toEqual(["BUY, then PLAY", "only START; a single action", "repeated START", "no START"]);
});

test("a name is the way paths begin, not a rotation of it, and no border of sessions", async () => {
  const names = await namesOf([
    ["START END HELP START END HELP", 0, 50],
    ["LOGIN CHAT LOGOUT LOGIN CHAT CHAT LOGOUT", 1, 30],
    ["LOGIN CHAT LOGOUT LOGIN CHAT LOGOUT", 1, 30],
    ["LOGIN SELL LOGOUT LOGIN SELL LOGOUT LOGIN", 2, 40],
  ]);
  expect(names).toEqual(["START, then END, then HELP", "CHAT", "SELL"]);
});

test("where no action is true of most members, two are named; what is true of less than half is described as such", async () => {
  const letters = [..."ABCDEFGH"];
  const names = await namesOf([
    ...letters.slice(0, 3).map((letter): Group => [`START ${letter} Z`, 0, 40]),
    ...letters.slice(3, 5).map((letter): Group => [`START ${letter} Z`, 1, 40]),
    ["START Y Y Z", 2, 300],
    ["START Z", 2, 100],
  ]);
  expect(names[0]).toMatch(/^(sometimes )?[ABC] or [ABC]$|^no Y/);
  expect(names[1]).toMatch(/^[DE] or [DE]$|^no Y/);
  expect(names[2]).toBe("Y");
  expect(
    await namesOf([
      ["Q A", 0, 40],
      ["Q B", 0, 40],
      ["Q C", 0, 40],
      ["Q D", 1, 40],
      ["Q E", 1, 40],
    ]),
  ).toEqual(["A or B", "D or E"]);
});

test("segments that do the same share no name, and claim nothing", async () => {
  const [first, second] = await profilesOf([
    ["A B", 0, 50],
    ["A B", 1, 50],
  ]);
  expect([first!.name, second!.name]).toEqual(["like everybody else", "like everybody else (segment 2)"]);
  expect([first!.words.nameTruth, second!.words.nameTruth]).toEqual([null, null]);
});

test("names that claim nothing", async () => {
  const found = await profilesOf([["A", 2, 5]]);
  expect(found.map(({ name, words }) => [name, words.nameTruth])).toEqual([
    ["no members", null],
    ["no members (segment 2)", null],
    ["everybody", null],
  ]);
  const noise = await profilesOf(
    [
      ["A", 0, 5],
      ["B", -1, 5],
    ],
    { includeNoise: true },
  );
  expect(noise.map(({ name }) => name)).toEqual(["A", "in no segment"]);
});

test("very long action names are shortened and named alone; names are bounded", async () => {
  const long = (letter: string) => letter.repeat(50);
  const names = await namesOf([
    [`${long("A")} ${long("B")}`, 0, 50],
    ["C D", 1, 50],
  ]);
  expect(names).toEqual([`${"A".repeat(24)}…${"A".repeat(15)}`, "C, then D"]);
});

test("names of strange actions are distinct, bounded and safe to print", async () => {
  const strange = [
    "__proto__",
    "\u001b[2J",
    "a; no b",
    "x or y",
    "only z",
    "🎮".repeat(60),
    "\ud800",
    " ",
    "A, then B",
  ];
  const random = randomStream(3, "test/strange-names");
  const paths = Array.from({ length: 600 }, (_, i) =>
    Array.from({ length: 1 + random.integer(4, i, 0) }, (_, step) => {
      const own = strange[i % 12] ?? "plain";
      return random.integer(3, i, step + 1) === 0 ? strange[random.integer(9, i, step + 10)]! : own;
    }),
  );
  const profiles = await summarizeSegments(
    await sequencesOf(paths),
    paths.map((_, i) => i % 12),
  );
  const names = profiles.map(({ name }) => name);
  expect(new Set(names).size).toBe(12);
  for (const name of names) {
    expect([...name].length).toBeLessThanOrEqual(80);
    expect(name).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  }
});

test("many segments are named, each its own way", async () => {
  const segments = size(400, 2000);
  const paths = Array.from({ length: 2 * segments }, (_, i) => ["START", `ITEM_${i % segments}`]);
  const profiles = await summarizeSegments(
    await sequencesOf(paths),
    paths.map((_, i) => i % segments),
    { exemplars: 1 },
  );
  expect(new Set(profiles.map(({ name }) => name)).size).toBe(segments);
});
