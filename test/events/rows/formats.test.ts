import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { EVENT_PRESETS, type Events, readEvents } from "../../../src/events";
import { size } from "../../helpers/size";

const COLUMNS = { user: "user", action: "action", time: "time" };
const folder = mkdtempSync(join(tmpdir(), "seqment-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

const encode = (text: string) => new TextEncoder().encode(text);
function pathsOf({ users, actions, offsets, action }: Events): string {
  const of = (user: number) =>
    Array.from(action.subarray(offsets[user], offsets[user + 1]), (a) => actions[a]).join(" ");
  return users.map((user, i) => `${user}: ${of(i)}`).join("; ");
}

const ROWS = [
  { user: "ann", action: 'say "hi" }]', time: 1 },
  { user: "bob", action: "漢字 \\", time: 2, more: { list: [{ user: "x" }, [1]], user: "y" } },
  { user: "ann", action: "B", time: 3 },
];
const PATHS = 'ann: say "hi" }] B; bob: 漢字 \\';

describe("JSON", () => {
  const layouts: [string, string, object][] = [
    ["a list on one line", JSON.stringify(ROWS), {}],
    ["a list in lines", JSON.stringify(ROWS, null, 2), {}],
    ["objects in several lines each", ROWS.map((row) => JSON.stringify(row, null, 2)).join("\n"), {}],
    ["a document", JSON.stringify({ next: null, Records: ROWS }), { records: "Records" }],
    [
      "a list deep inside",
      JSON.stringify({ hits: { total: [{ a: 1 }], hits: ROWS }, took: 1 }, null, 1),
      { records: "hits.hits" },
    ],
    [
      "several documents",
      `${JSON.stringify({ r: ROWS.slice(0, 1) })}\n${JSON.stringify({ r: ROWS.slice(1) })}`,
      { records: "r" },
    ],
  ];

  test.each(layouts)("%s", async (_, text, options) => {
    const events = await readEvents([text], { ...COLUMNS, ...options });
    expect([pathsOf(events), events.report.rows]).toEqual([PATHS, 3]);
  });

  test("wherever chunks end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...layouts),
        fc.array(fc.nat(400), { maxLength: 5 }),
        async ([, text, options], cuts) => {
          const bytes = encode(text);
          const borders = [0, ...cuts.sort((a, b) => a - b), bytes.length];
          const chunks = borders.slice(1).map((end, i) => bytes.slice(borders[i], end));
          const whole = chunks.filter((chunk) => chunk.length > 0);
          const format = { format: "json", ...options } as const;
          expect(pathsOf(await readEvents(whole, { ...COLUMNS, ...format }))).toBe(PATHS);
        },
      ),
      { numRuns: size(15, 60) },
    );
  });

  test("that ends early, or holds none of the rows, is reported", async () => {
    const { report } = await readEvents([JSON.stringify(ROWS, null, 1).slice(0, -20)], COLUMNS);
    expect(report.refused).toEqual([{ reason: "JSON that ends early", rows: 1, lines: [23] }]);
    await expect(readEvents([JSON.stringify({ rows: ROWS })], { ...COLUMNS, records: "Rows" })).rejects.toThrow(
      'there is no list of objects at "records" "Rows"',
    );
    await expect(readEvents([JSON.stringify({ a: { rows: ROWS } })], COLUMNS)).rejects.toThrow(
      'there is no column "user". Columns: a; if the rows are in a list, say "records" "a.rows"',
    );
  });

  test("that ends between two rows is reported, and so are elements that are no objects", async () => {
    const [row] = ROWS;
    const text = JSON.stringify(row);
    const refused = async (json: string, options = {}) => {
      const { report } = await readEvents([json], { ...COLUMNS, ...options });
      return report.refused.map(({ reason, lines }) => `${reason}: ${lines}`);
    };
    const early = "JSON that ends early: 1";
    expect(await refused(`[${text},`)).toEqual([early]);
    expect(await refused(`[${text},\n${text}\n`)).toEqual(["JSON that ends early: 3"]);
    expect(await refused(`{"next": 1, "rows": [${text}], "more": "x`, { records: "rows" })).toEqual([early]);
    expect(await refused(`[${text}]`)).toEqual([]);
    expect(await refused(`{"next": [1, {}], "rows": [${text}], "total": 1}`, { records: "rows" })).toEqual([]);
    const others = `[null, ${text}, 12.5, "a, b", [${text}],\n-1e3, true]`;
    expect(await refused(others, { format: "json" })).toEqual(["not an object: 1,1,1,1,2"]);
    expect(await refused(`{"rows": ${others}}`, { records: "rows" })).toEqual(["not an object: 1,1,1,1,2"]);
    await expect(readEvents(["[".repeat(100_000)], COLUMNS)).rejects.toThrow(
      "no row is an event: JSON that ends early",
    );
    await expect(readEvents([`["user","action","time"]\n["ann","A","2024-03-04"]\n`], COLUMNS)).rejects.toThrow(
      "no row is an event: not an object in 6 of them, first in line 1",
    );
  });

  test("objects a line with commas between them are rows", async () => {
    const lines = `${ROWS.map((row) => JSON.stringify(row)).join(",\r\n")},\n`;
    const { report } = await readEvents([lines], COLUMNS);
    expect(report).toMatchObject({ rows: ROWS.length, accepted: ROWS.length, refused: [] });
  });

  test("a list of no rows is none", async () => {
    expect((await readEvents(["[]"], COLUMNS)).report).toMatchObject({ rows: 0, notes: ['"source" is empty'] });
  });
});

describe("XES", () => {
  const xes = `\ufeff<?xml version="1.0" encoding="UTF-8"?>
<!-- a log -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="NONE"/></global>
  <string key="concept:name" value="log"/>
  <trace>
    <string key="concept:name" value="c &amp; 1"/>
    <list key="tags"><values><string key="tag" value="x"/></values></list>
    <event>
      <string key="concept:name" value="open"/>
      <date key="time:timestamp" value="2024-03-04T09:00:00.000+01:00"/>
      <string key="cost"><int key="net" value="7"/></string>
    </event>
    <event><string key="concept:name" value="close"/><date key="time:timestamp" value="2024-03-04T09:00:00+00:00"/></event>
  </trace>
  <trace><event><string key="concept:name" value="lost"/><date key="time:timestamp" value="2024-03-04T09:00:00Z"/></event></trace>
</log>`;

  test("events have their attributes, and those of their trace", async () => {
    const events = await readEvents([xes], { ...EVENT_PRESETS.xes, value: "cost.net" });
    expect(pathsOf(events)).toBe("c & 1: open close");
    expect([...events.value!]).toEqual([7, Number.NaN]);
    expect(events.report.refused).toEqual([{ reason: "missing user", rows: 1, lines: [16] }]);
    const tagged = await readEvents([xes], { ...EVENT_PRESETS.xes, user: "case:tags.tag" });
    expect(pathsOf(tagged)).toBe("x: open close");
  });

  test("wherever chunks end, and compressed", async () => {
    const bytes = encode(xes);
    for (let cut = 0; cut < bytes.length; cut += 37) {
      const events = await readEvents(
        [bytes.slice(0, cut), bytes.slice(cut)].filter((part) => part.length > 0),
        {
          ...EVENT_PRESETS.xes,
          format: "xes",
        },
      );
      expect(pathsOf(events)).toBe("c & 1: open close");
    }
    expect(pathsOf(await readEvents(gzipSync(xes), EVENT_PRESETS.xes))).toBe("c & 1: open close");
  });

  test("that is damaged, or other XML, is reported", async () => {
    await expect(readEvents([xes.slice(0, 700)], EVENT_PRESETS.xes)).rejects.toThrow(/^the XES is not well-formed XML/);
    await expect(readEvents(["<?xml version='1.0'?><svg></svg>"], EVENT_PRESETS.xes)).rejects.toThrow(
      "this XML is no XES: its root is <svg>, not <log>; convert it to CSV",
    );
    await expect(readEvents([xes], { ...EVENT_PRESETS.xes, delimiter: ";" })).rejects.toThrow(
      '"delimiter" is for CSV, got XES',
    );
  });
});

describe("web server logs", () => {
  const lines = [
    '10.0.0.1 - ann [10/Oct/2023:13:55:36 -0700] "GET /shop?q=1 HTTP/1.1" 200 2326 "http://x/" "Mozilla \\"5\\""',
    '10.0.0.1 - - [10/Oct/2023:13:55:37 -0700] "POST /cart HTTP/1.1" 302 - "-" "Mozilla"',
    "noise",
    '10.0.0.2 - - [10/Oct/2023:13:55:38 -0700] "-" 408 0',
  ];

  test("in the common and combined format", async () => {
    const events = await readEvents(
      lines.map((line) => `${line}\n`),
      EVENT_PRESETS.weblog,
    );
    expect(pathsOf(events)).toBe("ann: /shop; 10.0.0.1 Mozilla: /cart");
    expect(events.time[0]).toBe(Date.UTC(2023, 9, 10, 20, 55, 36));
    expect(events.report).toMatchObject({
      timeFormat: "dd/MMM/yyyy:HH:mm:ss Z",
      refused: [
        { reason: "a line of another form", rows: 1, lines: [3] },
        { reason: "missing action", rows: 1, lines: [4] },
      ],
    });
    const found = await readEvents([`${lines[0]}\n`], {
      user: "host",
      action: "status",
      time: "time",
      where: { method: "GET" },
    });
    expect(pathsOf(found)).toBe("10.0.0.1: 200");
  });
});

describe("other logs of servers", () => {
  const read = (lines: readonly string[]) => readEvents([`${lines.join("\n")}\n`], EVENT_PRESETS.weblog);

  test("the extended format of W3C: with blanks, with tabs, with other fields further down", async () => {
    const iis = await read([
      "#Software: a server",
      "#Fields: date time cs-method cs-uri-stem cs-uri-query cs-username c-ip cs(User-Agent) sc-status",
      "2024-03-04 09:30:00 GET /shop q=1 - 10.0.0.1 Mozilla/5.0+(X11) 200",
      "2024-03-04 09:30:01 POST /cart - ann 10.0.0.2 Mozilla/5.0 200",
      "2024-03-04 09:30:02 GET /short",
      "#Fields: time c-ip date cs-uri-stem",
      "09:30:03\t10.0.0.1\t2024-03-04\t/pay",
    ]);
    expect(pathsOf(iis)).toBe("10.0.0.1 Mozilla/5.0+(X11): /shop; ann: /cart; 10.0.0.1: /pay");
    expect(iis.time[0]).toBe(Date.UTC(2024, 2, 4, 9, 30));
    expect(iis.report.localTimes).toBe(0);
    expect(iis.report.refused).toMatchObject([{ reason: "a line of another form", lines: [5] }]);
  });

  test("of load balancers and of S3", async () => {
    const balancer = await read([
      'https 2024-03-04T09:30:00.186641Z app/lb/50dc 10.0.0.1:2817 10.1.0.1:80 0.086 0.048 -1 200 200 0 57 "GET https://x.example:443/shop?q=1 HTTP/1.1" "curl/7.46.0" cipher TLSv1.2 more',
      '2024-03-04T09:30:01.186641Z lb 10.0.0.1:2999 - -1 -1 -1 504 0 0 57 "GET http://x.example:80/ HTTP/1.1" "curl/7.46.0" - -',
    ]);
    expect(pathsOf(balancer)).toBe("10.0.0.1 curl/7.46.0: /shop /");
    const s3 = await read([
      `${"79a5".repeat(16)} bucket [04/Mar/2024:09:30:00 +0000] 192.0.2.3 arn:aws:iam::1:user/ann 3E57 REST.GET.OBJECT k.txt "GET /k.txt?x HTTP/1.1" 200 - 113 - 7 - "-" "S3Console/0.4" -`,
    ]);
    expect(pathsOf(s3)).toBe("arn:aws:iam::1:user/ann: /k.txt");
  });
});

describe("Parquet", async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const write = async (name: string, sql: string, options = "") => {
    const path = join(folder, name);
    await connection.run(`copy (${sql}) to '${path}' (format parquet${options})`);
    return path;
  };
  const sql = `select 'u' || (i % 3) as "user", 'A' || (i % 5) as action, timestamp '2024-03-04 09:00:00.000001' + interval (5000 - i) millisecond as time,
    {'id': i, 'deep': {'x': 'y'}} as more from range(5000) t(i)`;

  test.each(["snappy", "zstd", "gzip", "uncompressed"])(
    "%s, in row groups, from a path, bytes and a stream",
    async (codec) => {
      const path = await write(`${codec}.parquet`, sql, `, codec '${codec}', row_group_size 2048`);
      const bytes = new Uint8Array(await import("node:fs").then((fs) => fs.readFileSync(path)));
      for (const source of [path, bytes, Readable.from([bytes.slice(0, 100), bytes.slice(100)])]) {
        const events = await readEvents(source, { ...COLUMNS, value: "more.id" });
        expect(events.report).toMatchObject({ rows: 5000, accepted: 5000, timeUnit: "date" });
        expect(events.users).toEqual(["u0", "u1", "u2"]);
        expect(events.time[0]).toBe(Date.UTC(2024, 2, 4, 9) + 2 + 0.001); // the last row of u0 is 4,998
        expect(events.value![0]).toBe(4998);
      }
    },
  );

  test("nanoseconds, dates and big numbers keep their order", async () => {
    const path = await write(
      "ns.parquet",
      `select 'ann' as "user", 'A' || i as action, make_timestamp_ns(1700000000000000000 + 300 - i) as time, 9007199254740993::bigint + i as id from range(3) t(i)`,
    );
    const events = await readEvents(path, COLUMNS);
    expect(pathsOf(events)).toBe("ann: A2 A1 A0");
    expect((await readEvents(path, { ...COLUMNS, user: "id" })).users[0]).toBe("9007199254740993");
  });

  test("a column that is not there is reported with those that are; damage is", async () => {
    const path = await write("other.parquet", sql);
    await expect(readEvents(path, { ...COLUMNS, user: "usr" })).rejects.toThrow(
      'there is no column "usr"; did you mean "user"? Columns: user, action, time, more',
    );
    await expect(readEvents(path, { ...COLUMNS, format: "csv" })).rejects.toThrow(`${path} is a Parquet file, not csv`);
    await expect(readEvents(["user,action,time\n"], { ...COLUMNS, format: "parquet" })).rejects.toThrow(
      '"format" is "parquet", and the file does not begin as one',
    );
    const cut = join(folder, "cut.parquet");
    writeFileSync(cut, Uint8Array.of(...encode("PAR1"), ...Array(60).fill(7), ...encode("PAR1")));
    await expect(readEvents(cut, COLUMNS)).rejects.toThrow(`${cut} is a Parquet file that cannot be read: `);
  });

  test("progress and abort", async () => {
    const path = await write("groups.parquet", sql, ", row_group_size 2048");
    const fractions: number[] = [];
    await readEvents(path, { ...COLUMNS, onProgress: ({ fraction }) => void fractions.push(fraction) });
    expect(fractions.at(-1)).toBe(1);
    const controller = new AbortController();
    controller.abort(new Error("enough"));
    await expect(readEvents(path, { ...COLUMNS, signal: controller.signal })).rejects.toThrow("enough");
  });
});

describe("encodings", () => {
  const text = "user;action;time\nJosé;café 漢;1\nann;B;2\n";
  const wide = (bigEndian: boolean, mark: boolean) =>
    Uint8Array.from(
      [...(mark ? "\ufeff" : ""), ...text].flatMap((char) => {
        const pair = [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8];
        return bigEndian ? pair.reverse() : pair;
      }),
    );

  test.each([
    [false, true],
    [true, true],
    [false, false],
    [true, false],
  ])("UTF-16, big endian %s, with its mark %s", async (bigEndian, mark) => {
    const bytes = wide(bigEndian, mark);
    const events = await readEvents([bytes.slice(0, 33), bytes.slice(33)], COLUMNS);
    expect(pathsOf(events)).toBe("José: café 漢; ann: B");
    expect(events.report.notes).toContain("the text is not UTF-8 and was read as UTF-16");
    expect(pathsOf(await readEvents(gzipSync(bytes), COLUMNS))).toBe("José: café 漢; ann: B");
  });

  test("Latin-1, recognized or given", async () => {
    const latin = Uint8Array.from("user;action;time\nJos\xe9;caf\xe9 \x80;1\n", (char) => char.charCodeAt(0));
    const events = await readEvents(latin, COLUMNS);
    expect(pathsOf(events)).toBe("José: café €");
    expect(events.report.notes).toContain("the text is not UTF-8 and was read as Windows-1252 (Latin-1)");
    const given = await readEvents(latin, { ...COLUMNS, encoding: "windows-1252" });
    expect([pathsOf(given), given.report.notes.length]).toEqual(["José: café €", events.report.notes.length - 1]);
    await expect(readEvents(wide(false, true), { ...COLUMNS, encoding: "utf-8" })).rejects.toThrow(
      '"source" is UTF-16 text: save it as UTF-8',
    );
  });

  test("UTF-8 with a broken row is UTF-8", async () => {
    const bytes = Uint8Array.of(...encode("user,action,time\ncafé,A,1\n"), 0xff, ...encode(",B,2\n"));
    expect((await readEvents(bytes, COLUMNS)).report).toMatchObject({
      accepted: 1,
      refused: [{ reason: "text that is not UTF-8", lines: [3] }],
    });
  });
});

describe("several files", () => {
  const root = join(folder, "log");
  mkdirSync(join(root, "day=2"), { recursive: true });
  mkdirSync(join(root, "_temporary"));
  writeFileSync(join(root, "_temporary", "x.csv"), "broken");
  writeFileSync(join(root, ".hidden"), "broken");
  writeFileSync(join(root, "_SUCCESS"), "");
  writeFileSync(join(root, "a.csv.gz"), gzipSync("time;user;action\n1;ann;A\nx;ann;A\n"));
  writeFileSync(join(root, "b.json"), '{"user":"ann","action":"B","time":2}\n{"user":"bob","time":9}\n');
  writeFileSync(join(root, "day=2", "c.csv"), "user,action,time\nbob,C,3\nann,C,soon\nann,C,3\n");

  test("a folder, or a list: each with its own format and header", async () => {
    const files = [join(root, "a.csv.gz"), join(root, "b.json"), join(root, "day=2")];
    for (const source of [root, { files }, { files: [root] }]) {
      const fractions: number[] = [];
      const events = await readEvents(source, {
        ...COLUMNS,
        onProgress: ({ fraction }) => void fractions.push(fraction),
      });
      expect(pathsOf(events)).toBe("ann: A B C; bob: C");
      expect(events.report.refused).toEqual([
        { reason: "unparsable time", rows: 2, lines: [3], file: files[0], example: "x" },
        { reason: "missing action", rows: 1, lines: [2], file: files[1] },
      ]);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    }
  });

  test("one that is there twice is refused, and a link to a folder above is not followed again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "seqment-twice-"));
    const [log, link] = [join(folder, "log.csv"), join(folder, "same.csv")];
    writeFileSync(log, "user,action,time\nann,A,2024-03-04\n");
    symlinkSync(folder, join(folder, "up"));
    expect((await readEvents(folder, COLUMNS)).report.rows).toBe(1);
    const twice = readEvents({ files: [log, log] }, COLUMNS);
    await expect(twice).rejects.toThrow(new RangeError(`${log} is named twice; name each file once`));
    symlinkSync(log, link);
    await expect(readEvents(folder, COLUMNS)).rejects.toThrow(`${link} is the same file as ${log}`);
    await expect(readEvents({ files: [folder, log] }, COLUMNS)).rejects.toThrow("name each file once");
  });

  test("one that cannot be read is named", async () => {
    const broken = join(folder, "broken.csv");
    writeFileSync(broken, "user,time\n");
    const good = join(root, "a.csv.gz");
    await expect(readEvents({ files: [good, broken] }, COLUMNS)).rejects.toThrow(
      `${broken}: there is no column "action"`,
    );
    await expect(readEvents({ files: [good, join(folder, "none")] }, COLUMNS)).rejects.toThrow("ENOENT");
    await expect(readEvents({ files: "x" } as never, COLUMNS)).rejects.toThrow(
      '"source.files" expected a list of paths, got "x"',
    );
  });
});
