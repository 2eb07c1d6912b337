import { inspect } from "node:util";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type ProfileTables, summarizeSegments, toCSV, toHTML, toMarkdown, toRows } from "../../../src/profiles";
import { tableColumns } from "../../../src/profiles/internal";
import { plantedPlayers } from "../../helpers/planted-players";
import { sequencesOf } from "../../helpers/sequences-of";

const { paths, labels } = plantedPlayers();
const profiles = await summarizeSegments(await sequencesOf(paths), labels, { includeNoise: true });
const TABLES = ["segments", "patterns", "transitions", "steps", "hours", "exemplars", "properties"] as const;

describe("rows", () => {
  test("of each table have the same columns, and begin with the segment", () => {
    for (const table of TABLES) {
      const rows = toRows(profiles, table);
      for (const row of rows) expect(Object.keys(row)).toEqual(tableColumns(table));
      for (const row of rows) expect(Object.keys(row).slice(0, 3)).toEqual(["segment", "number", "name"]);
    }
    expect(toRows(profiles, "segments").map(({ segment }) => segment)).toEqual([0, 1, 2, -1]);
    expect(toRows(profiles, "segments").map(({ number }) => number)).toEqual([1, 2, 3, null]);
  });

  test("of steps sum to 1 at each position", () => {
    for (const { segment } of profiles) {
      const rows = toRows(profiles, "steps").filter((row) => row.segment === segment);
      for (const position of new Set(rows.map((row) => row.position))) {
        const shares = rows.filter((row) => row.position === position).map(({ share }) => share);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }
    }
  });

  test("a table that there is not", () => {
    expect(() => toRows(profiles, "users" as never)).toThrow(
      new RangeError(
        '"table" expected "segments", "patterns", "transitions", "steps", "hours", "exemplars" or "properties", got "users"',
      ),
    );
    expect(() => toRows({} as never, "segments")).toThrow(
      new TypeError('"profiles" expected an array of profiles, got an object (Object)'),
    );
  });
});

describe("CSV", () => {
  test("is read back as it was, but for the apostrophe before formulas", () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.constantFrom("=1+1", "+A", "-", "@x", "\tx", "\rx", 'a"b', "a,b", "a\r\nb"),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ "a,b": anyText, n: fc.option(fc.integer()) }), { minLength: 1 }), (rows) => {
        const read: string[][] = parse(toCSV(rows), { relax_column_count: false });
        expect(read.slice(1)).toEqual(
          rows.map((row) => [
            /^'*[=+\-@\t\r]/.test(row["a,b"]) ? `'${row["a,b"]}` : row["a,b"],
            row.n === null ? "" : String(row.n),
          ]),
        );
        for (const [text] of read.slice(1)) expect(text).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  test("of nothing is nothing", () => {
    expect(toCSV([])).toBe("");
    expect(() => toCSV(null as never)).toThrow(new TypeError('"rows" expected an array of rows, got null'));
  });

  test("begins with a byte order mark only when asked to", () => {
    expect(toCSV([{ a: true }], { byteOrderMark: true })).toBe("\ufeffa\r\ntrue\r\n");
    expect(toCSV([{ a: undefined, b: 0 }], { byteOrderMark: undefined })).toBe("a,b\r\n,0\r\n");
  });

  test("a cell that is no text, number or boolean", () => {
    expect(() => toCSV([{ a: 1 }, { a: [2] }])).toThrow(
      new TypeError('"rows[1].a" expected a text, a number, true, false or null, got an array of 1'),
    );
  });
});

test("the columns of a row follow from the name of the table", () => {
  const [pattern] = toRows(profiles, "patterns");
  expectTypeOf(pattern!.coverage).toEqualTypeOf<number>();
  expectTypeOf(pattern!.elsewhere).toEqualTypeOf<number | null>();
  expectTypeOf(toRows(profiles, "segments")).toEqualTypeOf<ProfileTables["segments"][]>();
  // @ts-expect-error a column of another table
  expect(pattern!.rank).toBeUndefined();
});

describe("hostile names", () => {
  const hostile = ["</script><img onerror=x>", "| pipe | **bold** [link](x)", "=HYPERLINK(0)", "\u001b[2J"];
  const profilesOf = async () =>
    summarizeSegments(
      await sequencesOf(Array.from({ length: 80 }, (_, i) => (i % 2 ? hostile.slice(0, 2) : hostile.slice(2)))),
      Array.from({ length: 80 }, (_, i) => i % 2),
    );

  test("stay text in HTML", async () => {
    const html = toHTML(await profilesOf());
    expect(html).not.toMatch(/<(?!\/?(table|thead|tbody|tr|th|td|strong|br)\b)/);
    expect(html).not.toContain("\u001b");
  });

  test("stay text in Markdown", async () => {
    const markdown = toMarkdown(await profilesOf());
    expect(markdown).not.toMatch(/[^\\]\*\*bold/);
    expect(markdown).not.toMatch(/(?<!\\)<img/);
    for (const line of markdown.split("\n").filter((line) => line.startsWith("| ") && line.includes("pipe"))) {
      expect(line.match(/(?<!\\)\|/g)!.length).toBe(6);
    }
  });
});

test("a profile prints as a text, shows as HTML, and is plain data for all that", () => {
  const [profile] = profiles;
  expect(inspect(profile)).toContain(`Segment 1: ${profile!.name}`);
  expect((profile as unknown as { toHTML(): string }).toHTML()).toMatch(/^<table>/);
  expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
  expect(structuredClone(profile)).toEqual(profile);
});

test("Markdown shows each segment", () => {
  const markdown = toMarkdown(profiles);
  for (const { words } of profiles) expect(markdown).toContain(words.coverageText);
  expect(markdown).toContain("Only 5 members: the shares are rough.");
});
