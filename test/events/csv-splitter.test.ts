import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvSplitter } from "../../src/events/csv-splitter";

interface Row {
  fields: string[] | undefined;
  line: number;
}

/** Rows as text; undefined fields where quotes are broken. */
function split(bytes: Uint8Array, borders: readonly number[] = [], delimiter?: string): Row[] {
  const rows: Row[] = [];
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const splitter = new CsvSplitter(delimiter, (of, bounds, fields, line) => {
    const texts = Array.from({ length: Math.max(fields, 0) }, (_, i) =>
      decoder.decode(of.slice(bounds[2 * i], bounds[2 * i + 1])),
    );
    rows.push({ fields: fields < 0 ? undefined : texts, line });
  });
  let at = 0;
  for (const border of [...borders].sort((a, b) => a - b)) {
    splitter.push(bytes.slice(at, Math.max(at, border)));
    at = Math.max(at, border);
  }
  splitter.push(bytes.slice(at));
  splitter.end();
  return rows;
}

const encode = (text: string) => new TextEncoder().encode(text);
const texts = (text: string, delimiter?: string) => split(encode(text), [], delimiter).map(({ fields }) => fields);

const cell = fc.string({
  unit: fc.constantFrom("a", "b", ",", ";", '"', "\n", "\r\n", " ", "é", "🎮", "漢"),
  maxLength: 6,
});

/** Text of a table, each field quoted where it must be, or at random. */
function csvOf(table: readonly string[][], delimiter: string, lineEnd: string, quoteAll: boolean, lastEnd: boolean) {
  const field = (text: string) => (quoteAll || /["\r\n,;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return table.map((row) => row.map(field).join(delimiter)).join(lineEnd) + (lastEnd ? lineEnd : "");
}

test("splits as csv-parse does, wherever chunks end", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(",", ";"),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.nat(120), { maxLength: 8 }),
      (table, delimiter, lineEnd, quoteAll, lastEnd, borders) => {
        const text = csvOf(table, delimiter, lineEnd, quoteAll, lastEnd);
        const oracle: string[][] = parse(text, { delimiter, relax_column_count: true, record_delimiter: lineEnd });
        const bytes = encode(text);
        expect(
          split(
            bytes,
            borders.map((border) => Math.min(border, bytes.length)),
            delimiter,
          ),
        ).toEqual(split(bytes, [], delimiter));
        expect(texts(text, delimiter)).toEqual(oracle);
        expect(oracle).toEqual(table);
      },
    ),
    { numRuns: 400 },
  );
});

test("any bytes at any borders give the same rows", () => {
  const anything = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "é"), maxLength: 30 });
  fc.assert(
    fc.property(anything, fc.array(fc.nat(40), { maxLength: 6 }), (text, borders) => {
      const bytes = encode(text);
      expect(
        split(
          bytes,
          borders.map((border) => Math.min(border, bytes.length)),
          ",",
        ),
      ).toEqual(split(bytes, [], ","));
    }),
    { numRuns: 500 },
  );
});

test.each([
  [
    "a\tb\nc\td",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "a;b,c;d\n1;2;3",
    [
      ["a", "b,c", "d"],
      ["1", "2", "3"],
    ],
  ],
  ['"a;b;c",d\n', [["a;b;c", "d"]]],
  ["one\ntwo", [["one"], ["two"]]],
  [
    "a,b\rc,d\r",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ['a"b,c""d\n', [['a"b', 'c""d']]],
  [
    "a,b\n\n\r\nc,d\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "a,\n,b\n,",
    [
      ["a", ""],
      ["", "b"],
      ["", ""],
    ],
  ],
  ['"",""\n""', [["", ""], [""]]],
  ["", []],
])("%j", (text, rows) => {
  expect(texts(text)).toEqual(rows);
});

test("broken quotes are told, and the rows around them are kept", () => {
  expect(texts('a,b\n"c"d,e\nf,g\n', ",")).toEqual([["a", "b"], undefined, ["f", "g"]]);
  expect(texts('a,b\n"c,d\ne,f', ",")).toEqual([["a", "b"], undefined]);
});

test("lines are those of the file, also after fields of several lines", () => {
  const lines = split(encode('a,b\r\n"x\r\ny\nz",c\n\nd,e\n')).map(({ line }) => line);
  expect(lines).toEqual([1, 2, 6]);
});

test("a row without end is refused before it fills the memory", () => {
  const splitter = new CsvSplitter(",", () => {});
  splitter.push(encode('a,b\n"never closed'));
  const chunk = new Uint8Array(1 << 22).fill(97);
  expect(() => {
    for (let i = 0; i < 9; i++) splitter.push(chunk);
  }).toThrow("line 2: a row of more than 16777216 bytes; is a quote left open?");
});
