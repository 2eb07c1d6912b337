import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvSplitter } from "../../../src/events/csv/csv-splitter";
import { size } from "../../helpers/size";

interface Row {
  fields: string[] | undefined;
  line: number;
}

/** Rows as text; undefined fields where quotes are broken. */
function split(bytes: Uint8Array, borders: readonly number[] = [], delimiter?: string): Row[] {
  const rows: Row[] = [];
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const splitter = new CsvSplitter({ delimiter, firstLine: 1 }, (of, bounds, fields, line) => {
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

/** A first line in which no blank follows the separators. */
const NAMES = ["a", "b", "c"];

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
        const text = csvOf([NAMES, ...table], delimiter, lineEnd, quoteAll, lastEnd);
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
        expect(oracle).toEqual([NAMES, ...table]);
      },
    ),
    { numRuns: size(100, 400) },
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
    { numRuns: size(125, 500) },
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

test("broken quotes cost the line in which they stand, whatever they would have taken with them", () => {
  expect(texts('a,b\n"c"d,e\nf,g\n', ",")).toEqual([["a", "b"], undefined, ["f", "g"]]);
  expect(texts('a,b\n"c,d\ne,f', ",")).toEqual([["a", "b"], undefined, ["e", "f"]]);
  expect(texts('a,b\nx,"c\nd,e\nf,"g"\nh,i', ",")).toEqual([["a", "b"], undefined, ["d", "e"], ["f", "g"], ["h", "i"]]);
  expect(texts('"a\nb","c\nd","e"f,g\nh', ",")).toEqual([undefined, ["h"]]);
});

test("a stray quote before any rows without quotes costs one row", () => {
  const plain = fc.array(fc.stringMatching(/^[a-z][a-z ]{0,4}$/), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(plain, { minLength: 2, maxLength: 12 }),
      fc.nat(11),
      fc.nat(2),
      fc.array(fc.nat(200), { maxLength: 8 }),
      (rows, at, column, borders) => {
        const stray = at % rows.length;
        const lines = rows.map((row, i) =>
          row.map((cell, c) => (i === stray && c === column ? `"${cell}` : cell)).join(","),
        );
        const bytes = encode(`${lines.join("\n")}\n`);
        const expected = rows.map((row, i) => ({ fields: i === stray ? undefined : row, line: i + 1 }));
        expect(
          split(
            bytes,
            borders.map((border) => Math.min(border, bytes.length)),
            ",",
          ),
        ).toEqual(expected);
      },
    ),
    { numRuns: size(75, 300) },
  );
});

describe("where tabs separate", () => {
  test("a quote is text, wherever it stands and chunks end", () => {
    const anything = fc.string({ unit: fc.constantFrom("a", '"', ",", " ", "é"), maxLength: 6 });
    const table = fc.array(fc.array(anything, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.array(fc.nat(150), { maxLength: 6 }), (rows, borders) => {
        const all = [["user", "action", 'ti"me'], ...rows];
        const bytes = encode(all.map((row) => row.join("\t")).join("\n"));
        const found = split(
          bytes,
          borders.map((border) => Math.min(border, bytes.length)),
        );
        expect(found.map(({ fields }) => fields)).toEqual(all);
      }),
      { numRuns: size(75, 300) },
    );
  });

  test("also in the first line, and whatever else stands there", () => {
    expect(texts('a\t"b\tc,d\n1\t"2\t3')).toEqual([
      ["a", '"b', "c,d"],
      ["1", '"2', "3"],
    ]);
    expect(texts('a"\t"b\n"1\t2"', "\t")).toEqual([
      ['a"', '"b'],
      ['"1', '2"'],
    ]);
  });

  test("quotes count where each name is quoted", () => {
    expect(texts('"a"\t"b"\n"1\t2"\t"say ""3"""\n')).toEqual([
      ["a", "b"],
      ["1\t2", 'say "3"'],
    ]);
  });
});

test("what separates is recognized from the first line, quotes considered", () => {
  expect(texts('"a,b,c";d\n1;2')).toEqual([
    ["a,b,c", "d"],
    ["1", "2"],
  ]);
  expect(texts('"say ""a;b;c""",d\n')).toEqual([['say "a;b;c"', "d"]]);
  expect(texts('a"b;c"d;e,f\n')).toEqual([['a"b', 'c"d', "e,f"]]);
  expect(texts('"a\nb,c";d;e\n')).toEqual([["a\nb,c", "d", "e"]]);
});

test("lines are those of the file, also after fields of several lines", () => {
  const lines = split(encode('a,b\r\n"x\r\ny\nz",c\n\nd,e\n')).map(({ line }) => line);
  expect(lines).toEqual([1, 2, 6]);
});

describe("without a line break", () => {
  const MB = new Uint8Array(1 << 20).fill(97);
  const rowsOf = (text: string, megabytes: number, rest: string) => {
    const rows: [fields: number, line: number][] = [];
    const splitter = new CsvSplitter({ delimiter: ",", firstLine: 1 }, (_, __, fields, line) =>
      rows.push([fields, line]),
    );
    splitter.push(encode(text));
    for (let i = 0; i < megabytes; i++) splitter.push(MB);
    splitter.push(encode(rest));
    splitter.end();
    return rows;
  };

  test("a row is given up, and those after it are read", () => {
    expect(rowsOf("a,b\n", 20, "\nc,d\r\ne,f")).toEqual([
      [2, 1],
      [-2, 2],
      [2, 3],
      [2, 4],
    ]);
    expect(rowsOf('a,b\n"x\ny",', 40, "\nc,d")).toEqual([
      [2, 1],
      [-2, 2],
      [2, 4],
    ]);
  });

  test("an open quote is given up, and the lines after it are read", () => {
    expect(rowsOf('a,b\nx,"never closed\nc,d\n', 20, "\ne,f")).toEqual([
      [2, 1],
      [-1, 2],
      [2, 3],
      [-2, 4],
      [2, 5],
    ]);
  });

  test("a first line is no header", () => {
    const message = "the first line does not end within 1048576 bytes; it should hold the names of the columns";
    for (const delimiter of [undefined, ",", "\t"]) {
      const splitter = new CsvSplitter({ delimiter, firstLine: 1 }, () => {});
      splitter.push(MB);
      expect(() => splitter.push(MB), delimiter).toThrow(message);
    }
  });

  test("small pieces are not scanned again and again", () => {
    const splitter = new CsvSplitter({ delimiter: ",", firstLine: 1 }, () => {});
    splitter.push(encode('a,b\n"'));
    const piece = encode('x\n""y,'.repeat(8));
    const pieces = size(50_000, 250_000); // 16 MB of many: hours, if each piece cost as much as all before it
    for (let i = 0; i < pieces; i++) splitter.push(piece);
    splitter.end();
  });
});
