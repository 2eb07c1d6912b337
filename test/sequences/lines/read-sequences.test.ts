import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitSegments } from "../../../src/segments";
import { decodeSequence, type ReadSequencesOptions, readSequences, sequencesFrom } from "../../../src/sequences";
import { sharedData } from "../../helpers/shared-data";
import { size } from "../../helpers/size";

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
])("%s are recognized from the lines", async (_, text, expected) => {
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

describe("what separates is recognized from most lines", () => {
  test.each([
    ["one comma among blanks", `${"A B\n".repeat(9)}A, B\n`, [...Array(9).fill(["A", "B"]), ["A,", "B"]]],
    ["one blank among commas", `${"A,B\n".repeat(9)}A B\n`, [...Array(9).fill(["A", "B"]), ["A B"]]],
    ["one tab among blanks", `${"A B\n".repeat(9)}A\tB\n`, Array(10).fill(["A", "B"])],
    ["lists of one among commas", "A,B\nC\nD\n", [["A", "B"], ["C"], ["D"]]],
  ])("%s", async (_, text, expected) => {
    expect(await inputsOf(text)).toEqual(expected);
  });
});

describe("cells in quotes", () => {
  test("are read as csv-parse reads them, empty ones left out", async () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "B", ",", ";", "|", '"', "é", "🎮"),
      minLength: 0,
      maxLength: 5,
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(",", ";", "|"), async (rows, separator) => {
        const text = rows.map((row) => row.map((of) => `"${of.replaceAll('"', '""')}"`).join(separator)).join("\n");
        const oracle: string[][] = parse(text, { delimiter: separator, relax_column_count: true });
        expect(oracle).toEqual(rows);
        const expected = oracle.map((row) => row.filter((of) => of !== ""));
        expect(await inputsOf(text, { separator })).toEqual(expected.map((row) => (row.length > 0 ? row : undefined)));
      }),
      { numRuns: size(75, 300) },
    );
  });

  test.each([
    ["and cells without", 'A, "B, then" ,"say ""C"""\n', [["A", "B, then", 'say "C"']]],
    [
      "a quote that does not close its cell is text",
      '"A,B"C,D\n5" disk,"E\n',
      [
        ['"A', 'B"C', "D"],
        ['5" disk', '"E'],
      ],
    ],
    ["blanks and nothing", '" A ","  ","",B\n', [["A", "B"]]],
  ])("%s", async (_, text, expected) => {
    expect(await inputsOf(text)).toEqual(expected);
  });

  test.each(["->", "\t", " "])("quotes are text where %j separates", async (separator) => {
    expect(await inputsOf(`"A${separator}B"\n`, { separator })).toEqual([['"A', 'B"']]);
  });

  test("names of sequences too", async () => {
    const { ids } = await readSequences(['"Ann, B.","A, then",C\nBob,D\n'], { id: true });
    expect(ids).toEqual(["Ann, B.", "Bob"]);
  });
});

describe("a table's cells for none", () => {
  const table = "u1,A,B,NA,NA\nu2,A,NA,C,NA\nu3,A,B,C,D\n";

  test("are no actions at the end of lines, and reported", async () => {
    expect(await inputsOf(table, { id: true })).toEqual([
      ["A", "B"],
      ["A", "NA", "C"],
      ["A", "B", "C", "D"],
    ]);
    const { report } = await readSequences([table], { id: true });
    expect(report.notes).toEqual(['"NA" at the end of 2 of 3 lines fills up a table and is not an action']);
    expect(await inputsOf("A;B;<NA>\nA;C;D\n", { separator: ";" })).toEqual([
      ["A", "B"],
      ["A", "C", "D"],
    ]);
  });

  test("are actions where lines have as many cells as they have actions", async () => {
    expect(await inputsOf("A,B,NA\nA,NA\n")).toEqual([
      ["A", "B", "NA"],
      ["A", "NA"],
    ]);
    expect(await inputsOf("A -> NA\nB -> NA\n")).toEqual([
      ["A", "NA"],
      ["B", "NA"],
    ]);
    expect((await readSequences(["A,B,C\nA,B,D\n"])).report.notes).toEqual([]);
  });
});

describe("lines of JSON", () => {
  test("are lists of actions, or objects that hold them", async () => {
    const text = '["A, then","B"]\n{"actions": ["A -> B", ""]}\n\n[]\n';
    expect(await inputsOf(text)).toEqual([["A, then", "B"], ["A -> B"], undefined, undefined]);
  });

  test("but not when a line is none: actions may begin with a bracket", async () => {
    expect(await inputsOf("[ADMIN],[USER]\n[USER],x\n")).toEqual([
      ["[ADMIN]", "[USER]"],
      ["[USER]", "x"],
    ]);
    expect(await inputsOf('["A"]\n["A"]\n', { separator: "," })).toEqual([['["A"]'], ['["A"]']]);
  });

  test.each([
    ['["A",\n', 'line 101: begins like JSON but is not: ["A",'],
    ["[1]\n", 'line 101: expected a JSON list of actions, or an object with such a list "actions"'],
    ["A -> B\n", "line 101: expected JSON, like the lines before"],
  ])("%j after a hundred of them is reported", async (line, message) => {
    await expect(inputsOf(`${'["A"]\n'.repeat(100)}${line}`)).rejects.toThrow(new RangeError(message));
  });
});

test("an empty source is reported", async () => {
  expect((await readSequences([""])).report.notes).toEqual(['"source" has no line to read']);
  expect((await readSequences(["A B\n"], { skipLines: 1 })).report.notes).toEqual(['"source" has no line to read']);
  await expect(fitSegments(await readSequences([""]))).rejects.toThrow(
    '"input" expected at least one sequence, got none: "source" has no line to read',
  );
});

test("a line without end is refused", async () => {
  function* endless() {
    for (;;) yield "A ".repeat(1 << 18);
  }
  await expect(readSequences(endless())).rejects.toThrow(new RangeError("line 1 does not end within 16777216 bytes"));
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

test("a separator that divides no line is reported", async () => {
  const lines = Array.from({ length: 12 }, (_, i) => `A -> ${i}\n`);
  const notes = async (separator: string) => (await readSequences(lines, { separator })).report.notes;
  expect(await notes("=>")).toEqual(['"separator" "=>" divides no line: each is one action']);
  expect(await notes("->")).toEqual([]);
  expect((await readSequences(["A\n", "B\n"], { separator: "=>" })).report.notes).toEqual([]);
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
  const inputs = fc.array(fc.array(action, { maxLength: 5 }), { minLength: 1, maxLength: 130 });
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
    { numRuns: size(15, 60) },
  );
});

test("bad input is reported", async () => {
  const cut = gzipSync(Array.from({ length: 9999 }, (_, i) => `A${i} B${i * 77}\n`).join("")).subarray(0, 20_000);
  await expect(readSequences(cut)).rejects.toThrow(
    /^the compressed data ends early; the file is truncated \(after \d+ sequences\)$/,
  );
  const mixed = Uint8Array.of(0xc3, 0xa9, 10, 0xff, 10);
  await expect(readSequences([mixed])).rejects.toThrow("line 2: text that is not UTF-8");
  await expect(readSequences([["A", "B"]])).rejects.toThrow(
    '"source" expected bytes or text, got rows; sequencesFrom takes arrays',
  );
  await expect(inputsOf("A", { skipline: 1 } as never)).rejects.toThrow(
    '"skipline" is not an option; did you mean "skipLines"?',
  );
});

test("other encodings are decoded, and reported", async () => {
  const latin = await readSequences([Uint8Array.from("caf\xe9 bar\n", (char) => char.charCodeAt(0))]);
  expect(latin.vocabulary.actions).toEqual(["bar", "café"]);
  expect(latin.report.notes).toEqual(["the text is not UTF-8 and was read as Windows-1252 (Latin-1)"]);
  const wide = await readSequences([
    Uint8Array.from([..."\ufeffcafé bar\n"].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])),
  ]);
  expect(wide.vocabulary.actions).toEqual(["bar", "café"]);
  expect(wide.report.notes).toEqual(["the text is not UTF-8 and was read as UTF-16"]);
});

const msnbc = sharedData("msnbc/msnbc990928.seq.gz");
test.skipIf(!msnbc)("the first visitors of a real file (needs msnbc in SEQMENT_DATA)", async () => {
  const { vocabulary, report } = await readSequences(msnbc!, { skipLines: 7, limit: 1000 });
  expect(report).toMatchObject({ inputs: 1000, distinct: 472, tokens: 12_225 });
  expect(vocabulary.actions.length).toBe(17);
});
