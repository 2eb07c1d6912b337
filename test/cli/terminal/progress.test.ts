import { PassThrough, Readable, Writable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CHOOSING, progressLine } from "../../../src/cli/terminal/progress";
import { withClock } from "../../helpers/clock";

function watching(tty: boolean) {
  let text = "";
  const stderr = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  const io = { stdin: Readable.from([]), stdout: new PassThrough(), stderr: Object.assign(stderr, { isTTY: tty }) };
  return { io, text: () => text };
}

const STAGES = [
  "reading",
  "tokenizing",
  "choosing",
  "order-embedding",
  "projection",
  "judging",
  "summarizing",
  "other",
];
const REPORT = fc.record({ stage: fc.constantFrom(...STAGES), fraction: fc.double({ min: 0, max: 1, noNaN: true }) });

test("on a terminal one line says how much of the whole is done, and never less than before", () => {
  fc.assert(
    fc.property(fc.array(REPORT, { maxLength: 60 }), (reports) => {
      const { io, text } = watching(true);
      const line = progressLine(io);
      for (const report of reports) line.onProgress(report);
      line.clear();
      expect(text()).not.toContain("\n");
      const shares = [...text().matchAll(/(\d+)% /g)].map(([, share]) => Number(share));
      expect(shares.every((share, i) => share <= 100 && share >= (shares[i - 1] ?? 0))).toBe(true);
      expect(text().endsWith("\r\x1b[K")).toBe(true);
    }),
  );
});

test("stages in their order lead to 100%; a stage that comes up in another does not count", () => {
  const { io, text } = watching(true);
  const { onProgress } = progressLine(io);
  onProgress({ stage: "reading", fraction: 1 });
  onProgress({ stage: "tokenizing", fraction: 1 });
  onProgress({ stage: "projection", fraction: 1 }); // of a candidate
  expect(text().endsWith("10% projection")).toBe(true);
  onProgress({ stage: "choosing", fraction: 0.5 });
  expect(text().endsWith("42% choosing")).toBe(true);
  for (const stage of ["choosing", "judging", "projection", "summarizing"]) onProgress({ stage, fraction: 1 });
  expect(text().endsWith("100% summarizing")).toBe(true);
  const other = watching(true);
  const comparing = progressLine(other.io, CHOOSING);
  comparing.onProgress({ stage: "choosing", fraction: 1 });
  expect(other.text().endsWith("100% choosing")).toBe(true);
});

test("where there is no terminal, a line in ten seconds at most", async () => {
  await withClock(async (advance) => {
    const { io, text } = watching(false);
    const { onProgress, clear } = progressLine(io);
    for (let second = 0; second < 25; second++) {
      advance(1000);
      onProgress({ stage: "reading", fraction: second / 25 });
    }
    clear();
    expect(text()).toBe("seqment: 2% reading\nseqment: 4% reading\n");
  });
});
