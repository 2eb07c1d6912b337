import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { readEvents, type Source } from "../../../src/events";
import { openSource } from "../../../src/events/internal";

const COLUMNS = { user: "user", action: "action", time: "time" };
const TEXT = "user,action,time\nann,START 🎮,1\nbob,Café,2\n";
const BYTES = new TextEncoder().encode(TEXT);
const folder = mkdtempSync(join(tmpdir(), "seqment-source-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function* inPieces<T extends string | Uint8Array>(whole: T, size: number): Generator<T> {
  for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size) as T;
}

async function* later<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

const gz = gzipSync(BYTES);
const sources: Record<string, () => Source> = {
  path: () => file("plain.csv", TEXT),
  "gzip path": () => file("zipped.csv.gz", gz),
  "gzip path without its suffix": () => file("zipped", gz),
  "gzip of two members": () => file("two.gz", Buffer.concat([gzipSync(BYTES.slice(0, 30)), gzipSync(BYTES.slice(30))])),
  "file URL": () => pathToFileURL(file("url.csv", TEXT)),
  bytes: () => BYTES,
  "array buffer": () => BYTES.slice().buffer,
  "gzip bytes": () => gz,
  "byte order mark": () => `\ufeff${TEXT}`.split(/(?=\n)/),
  "node stream": () => Readable.from(inPieces(BYTES, 5)),
  "node stream of gzip": () => Readable.from(inPieces(gz, 1)),
  "web stream": () => new Blob([BYTES]).stream(),
  "text in halves of characters": () => inPieces(TEXT, 1),
  "async text": () => later(inPieces(TEXT, 3)),
  "async bytes": () => later(inPieces(BYTES, 1)),
  rows: () => [
    { user: "ann", action: "START 🎮", time: 1 },
    { user: "bob", action: "Café", time: 2 },
  ],
  "async rows": () =>
    later([
      { user: "ann", action: "START 🎮", time: 1 },
      { user: "bob", action: "Café", time: 2 },
    ]),
};

test.each(Object.entries(sources))("%s", async (_, source) => {
  const events = await readEvents(source(), COLUMNS);
  expect(events.users).toEqual(["ann", "bob"]);
  expect(events.actions).toEqual(["START 🎮", "Café"]);
  expect([...events.time]).toEqual([1000, 2000]);
});

describe("sources that cannot be read", () => {
  const large = `${TEXT}${Array.from({ length: 20_000 }, (_, i) => `u${i},A${i * 7919},${i + 1}\n`).join("")}`;

  test("a truncated gzip, and how far it went", async () => {
    const cut = gzipSync(large).subarray(0, 60_000);
    await expect(readEvents(file("cut.csv.gz", cut), COLUMNS)).rejects.toThrow(
      /^the compressed data ends early; the file is truncated \(after \d+ events\)$/,
    );
    await expect(readEvents(Readable.from([cut]), COLUMNS)).rejects.toThrow(RangeError);
  });

  test("a corrupt gzip", async () => {
    const corrupt = gzipSync(large);
    corrupt.fill(0x55, 1000, 2000);
    await expect(readEvents(corrupt, COLUMNS)).rejects.toThrow(/^the gzip data is corrupt \(after \d+ events\)$/);
  });

  test.each([
    [42, TypeError, '"source" expected a path, a stream or an iterable, got 42'],
    [null, TypeError, '"source" expected a path, a stream or an iterable, got null'],
    [TEXT, RangeError, '"source" expected the path of a file, got text; give text as an array of one string'],
    [["user,action,time\n", 5], TypeError, '"source" expected bytes or text, got 5'],
  ])("%o", async (source, kind, message) => {
    const reading = readEvents(source as Source, COLUMNS);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(kind);
  });

  test("a file that does not exist", async () => {
    await expect(readEvents(join(folder, "none.csv"), COLUMNS)).rejects.toThrow(/ENOENT.*none\.csv/);
  });

  test("a folder", async () => {
    await expect(openSource(folder)).rejects.toThrow(new RangeError(`${folder} is a folder, not a file`));
    const empty = mkdtempSync(join(folder, "empty-"));
    await expect(readEvents(empty, COLUMNS)).rejects.toThrow(new RangeError(`${empty} is a folder without files`));
  });

  test("a file that is no text is named by its name", async () => {
    const path = file(
      "log.parquet",
      Uint8Array.from("PAR1\x15\x04\x15", (char) => char.charCodeAt(0)),
    );
    await expect(readEvents(path, COLUMNS)).rejects.toThrow(`${path} is a Parquet file that cannot be read: `);
    const opened = await openSource(path);
    const found = opened.kind === "bytes" ? opened.chunks[Symbol.asyncIterator]().next() : Promise.resolve();
    await expect(found).rejects.toThrow(`${path} is a Parquet file: export it as CSV or NDJSON`);
  });

  test("a gzip bomb ends where its first line does not", async () => {
    const bomb = gzipSync(Buffer.alloc(1 << 26, "x,"), { level: 1 });
    const before = process.memoryUsage().arrayBuffers;
    await expect(readEvents(bomb, COLUMNS)).rejects.toThrow("the first line does not end within 1048576 bytes");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 25);
  });

  test("a source that fails throws its own error", async () => {
    async function* failing() {
      yield TEXT;
      throw new Error("the line went dead");
    }
    await expect(readEvents(failing(), COLUMNS)).rejects.toThrow("the line went dead");
  });
});

describe("an aborted reading rejects with the reason of the signal", () => {
  const reason = new Error("enough");
  /** How often this process holds the file open. */
  const timesOpen = (path: string) => readdirSync("/proc/self/fd").filter((fd) => linkOf(fd) === path).length;
  const linkOf = (fd: string) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return undefined; // closed since the folder was read
    }
  };

  test("before it begins", async () => {
    const signal = AbortSignal.abort(reason);
    await expect(readEvents(file("a.csv", TEXT), { ...COLUMNS, signal })).rejects.toBe(reason);
  });

  test.skipIf(process.platform !== "linux")("in the middle of a file, which is closed (needs /proc)", async () => {
    const rows = Array.from({ length: 400_000 }, (_, i) => `u${i % 500},A,${i + 1}\n`).join("");
    const path = file("long.csv.gz", gzipSync(`user,action,time\n${rows}`, { level: 1 }));
    const controller = new AbortController();
    const reading = readEvents(path, {
      ...COLUMNS,
      signal: controller.signal,
      onProgress: ({ fraction }) => fraction > 0 && controller.abort(reason),
    });
    await expect(reading).rejects.toBe(reason);
    await expect.poll(() => timesOpen(path), { timeout: 60_000 }).toBe(0);
  });

  test("while a source keeps silent, which is asked to stop", async () => {
    const controller = new AbortController();
    let asked = 0;
    const silent = new Readable({
      highWaterMark: 1,
      read() {
        if (asked++ === 0) this.push(TEXT);
        else setImmediate(() => controller.abort(reason)); // the text was taken, and more is waited for
      },
    });
    await expect(readEvents(silent, { ...COLUMNS, signal: controller.signal })).rejects.toBe(reason);
    expect(asked).toBe(2);
    expect(silent.destroyed).toBe(true);
  });

  test("in a loop over rows that never ends", async () => {
    function* endless() {
      for (;;) yield { user: "ann", action: "A", time: 1 };
    }
    const controller = new AbortController();
    setImmediate(() => controller.abort(reason)); // comes only when the loop gives way
    await expect(readEvents(endless(), { ...COLUMNS, signal: controller.signal })).rejects.toBe(reason);
  });
});

test("a live source is read line by line, also when it falls silent after one", async () => {
  const live = new Readable({ read() {} });
  live.push("A\n");
  const opened = await openSource(live);
  if (opened.kind !== "bytes") throw new Error("expected bytes");
  const iterator = opened.chunks[Symbol.asyncIterator]();
  expect(new TextDecoder().decode((await iterator.next()).value)).toBe("A\n");
  live.push(null);
  expect((await iterator.next()).done).toBe(true);
});

test("a string for each line is as good as one of all lines", async () => {
  const lines = Array.from({ length: 50_000 }, (_, i) => `u${i % 50},🎮${i % 7},${i + 1}\n`);
  const events = await readEvents(["user,action,time\n", ...lines], COLUMNS);
  expect(events).toEqual(await readEvents([`user,action,time\n${lines.join("")}`], COLUMNS));
  const halves = lines.flatMap((line) => [line.slice(0, 5), line.slice(5)]); // some within a surrogate pair
  expect(await readEvents(["user,action,time\n", ...halves], COLUMNS)).toEqual(events);
});

test("progress rises from 0 to 1", async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `u${i % 500},A,${i + 1}\n`).join("");
  const fractions: number[] = [];
  await readEvents(file("progress.csv", `user,action,time\n${rows}`), {
    ...COLUMNS,
    onProgress: ({ stage, fraction }) => {
      expect(stage).toBe("reading");
      fractions.push(fraction);
    },
  });
  expect(fractions[0]).toBe(0);
  expect(fractions.at(-1)).toBe(1);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
});

test("an error in the rows closes the source", async () => {
  let closed = false;
  async function* rows() {
    try {
      for (;;) yield { user: "", action: "A", time: 1 };
    } finally {
      closed = true;
    }
  }
  await expect(readEvents(rows(), { ...COLUMNS, onInvalid: "throw" })).rejects.toThrow("row 1: missing user");
  expect(closed).toBe(true);
});
