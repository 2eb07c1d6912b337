import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeSequence, type ReadSequencesOptions, readSequences, sequencesFrom } from "../../src/sequences";
import { sharedData } from "../helpers/shared-data";

async function inputsOf(text: string, options: ReadSequencesOptions = {}) {
  const sequences = await readSequences([text], options);
  return Array.from(sequences.rowOf, (row) => (row < 0 ? undefined : decodeSequence(sequences, row)));
}

test.each([
  ["arrows", "A -> CODE OK->B\nC\nD → E\n", [["A", "CODE OK", "B"], ["C"], ["D", "E"]]],
  ["arrows in a later line", "CODE OK\nA -> B\n", [["CODE OK"], ["A", "B"]]],
  [
    "tabs",
    "A\tCODE OK\r\nB, C\tD",
    [
      ["A", "CODE OK"],
      ["B, C", "D"],
    ],
  ],
  ["commas", "A,CODE OK, B\n", [["A", "CODE OK", "B"]]],
  ["blanks", " 1 2  2 \n3\n", [["1", "2", "2"], ["3"]]],
  ["empty lines", "A B\n\n  \nA\n", [["A", "B"], undefined, undefined, ["A"]]],
  ["nothing", "", []],
])("%s are told from the lines", async (_, text, expected) => {
  expect(await inputsOf(text)).toEqual(expected);
});

test.each([
  [" ", "A -> B", [["A", "->", "B"]]],
  [";", "A B;C ; ;D", [["A B", "C", "D"]]],
  ["||", "A|B||C", [["A|B", "C"]]],
  ["\t", "A B\tC", [["A B", "C"]]],
  ["->", "A → B -> C", [["A", "B", "C"]]],
  ["·", "A·B", [["A", "B"]]],
])("separator %j", async (separator, text, expected) => {
  expect(await inputsOf(text, { separator })).toEqual(expected);
});

describe("a name for each sequence", () => {
  test.each([
    ["ends at a tab", "u1\tA B\nu 2\tB\nu3\t\n", ["u1", "u 2", "u3"], [["A", "B"], ["B"], undefined]],
    ["or else at the separator", "u1,A,B\nu2,B\nu3\n", ["u1", "u2", "u3"], [["A", "B"], ["B"], undefined]],
    ["arrows after it", "u1\tA -> B\nu2\tCODE OK\n", ["u1", "u2"], [["A", "B"], ["CODE OK"]]],
  ])("%s", async (_, text, ids, inputs) => {
    expect((await readSequences([text], { id: true })).ids).toEqual(ids);
    expect(await inputsOf(text, { id: true })).toEqual(inputs);
  });
});

test("lines to skip, and the most to read", async () => {
  expect(await inputsOf("% a comment\n\nA B\nC\nD\n", { skipLines: 2, limit: 2 })).toEqual([["A", "B"], ["C"]]);
  let asked = 0;
  async function* endless() {
    for (; asked < 1e6; asked++) yield "A B\n".repeat(1000);
  }
  expect((await readSequences(endless(), { limit: 5000 })).report.inputs).toBe(5000);
  expect(asked).toBeLessThan(10);
});

test("gives what the same arrays give, wherever chunks end", async () => {
  const action = fc.constantFrom("A", "B", "🎮", "漢字", "__proto__");
  const inputs = fc.array(fc.array(action, { maxLength: 5 }), { maxLength: 130 });
  await fc.assert(
    fc.asyncProperty(
      inputs,
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(" ", " -> ", ","),
      async (rows, size, separator) => {
        const bytes = new TextEncoder().encode(rows.map((row) => `${row.join(separator)}\n`).join(""));
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.slice(i * size, (i + 1) * size),
        );
        expect(await readSequences(Readable.from(pieces), { separator })).toEqual(await sequencesFrom(rows));
      },
    ),
    { numRuns: 60 },
  );
});

test("bad input is told", async () => {
  const cut = gzipSync(Array.from({ length: 9999 }, (_, i) => `A${i} B${i * 77}\n`).join("")).subarray(0, 20_000);
  await expect(readSequences(cut)).rejects.toThrow(
    /^the gzip data ends early; the file is truncated \(after \d+ sequences\)$/,
  );
  await expect(readSequences([Uint8Array.of(65, 10, 0xff, 10)])).rejects.toThrow("line 2: text that is not UTF-8");
  await expect(readSequences([["A", "B"]])).rejects.toThrow(
    '"source" expected bytes or text, got rows; sequencesFrom takes arrays',
  );
  await expect(inputsOf("A", { skipline: 1 } as never)).rejects.toThrow(
    '"skipline" is not an option; did you mean "skipLines"?',
  );
});

const msnbc = sharedData("msnbc/msnbc990928.seq.gz");
test.skipIf(!msnbc)("the first visitors of a real file (needs msnbc in SEQMENT_DATA)", async () => {
  const { vocabulary, report } = await readSequences(msnbc!, { skipLines: 7, limit: 1000 });
  expect(report).toMatchObject({ inputs: 1000, distinct: 472, tokens: 12_225 });
  expect(vocabulary.actions.length).toBe(17);
});
