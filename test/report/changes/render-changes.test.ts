import { beforeAll, describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { detectDrift, matchSegments, segmentsOverTime } from "../../../src/monitoring";
import { renderDrift, renderMatch } from "../../../src/report";
import { fitSegments, type SegmentModel } from "../../../src/segments";

const HOSTILE = "<b>PAY";
const kinds = ["OPEN -> BROWSE -> CART", `OPEN -> ${HOSTILE} -> RATE`, "OPEN -> FAIL -> LEAVE"];
const log = (...times: number[]) => times.flatMap((count, kind) => Array<string>(count).fill(kinds[kind]!));
let model: SegmentModel;
beforeAll(async () => {
  model = await fitSegments(log(60, 60, 60), { projection: false });
});

describe("drift", () => {
  test("has the verdict, all tests, shares with intervals and actions", async () => {
    const later = log(20, 70, 90).map((path) => path.replace("RATE", "REVIEW"));
    const drift = await detectDrift(model, later, { permutations: 99 });
    const page = await renderDrift(drift, { title: "June <1>" });
    expect(page).toContain("<title>June &lt;1&gt;</title>");
    expect(drift.drifted).toBe(true);
    expect(page).toContain(`<strong>${drift.text.replaceAll("<", "&lt;")}</strong>`);
    for (const { about, significant } of drift.tests) {
      expect(page).toContain(`<th scope="row">${significant ? `<strong>${about}</strong>` : about}<div`);
    }
    const ids = drift.segments.flatMap(({ id }) => id ?? []);
    expect(ids.length).toBeGreaterThan(1);
    for (const id of ids) expect(page).toContain(`<span class="faint">${id}</span>`);
    expect(page).toContain("<strong>RATE</strong> is <strong>REVIEW</strong> now");
    expect(page).not.toMatch(/<b>|<script|NaN|undefined|Infinity/);
    expect(page).not.toContain('id="time"');
    expect(await renderDrift(drift, { title: "June <1>" })).toBe(page);
  });

  test("says when there is nothing to see", async () => {
    const page = await renderDrift(await detectDrift(model, log(50, 50, 50), { permutations: 99 }));
    expect(page).toContain("<strong>Nothing to see: ");
    expect(page).toContain("<p>No action came or went.</p>");
  });

  test("draws shares over time, of a single period too, and leaves out what is empty", async () => {
    const rows = log(40, 40, 40).flatMap((path, user) =>
      path
        .split(" -> ")
        .map((action, i) => ({ user: `u${user}`, action, time: Math.floor(user / 40) * 86_400_000 * 7 + i * 1000 })),
    );
    const columns = { user: "user", action: "action", time: "time", timeUnit: "ms" } as const;
    const drift = await detectDrift(model, log(50, 50, 50), { permutations: 99 });
    for (const [kept, rings] of [
      [rows, true],
      [rows.filter(({ time }) => time < 86_400_000), false],
    ] as const) {
      const periods = await segmentsOverTime(model, await readEvents(kept, columns), { every: "7d" });
      const page = await renderDrift(drift, { periods });
      expect(page).toContain('aria-label="Share of each segment over time."');
      expect(page.includes("A ring marks a change")).toBe(rings);
      expect(page).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(await renderDrift(drift, { periods: [] })).not.toContain('id="time"');
  });

  test("is of what detectDrift gave only", async () => {
    await expect(renderDrift({} as never)).rejects.toThrow('"drift" expected what detectDrift gave');
    const drift = await detectDrift(model, log(50, 50, 50), { permutations: 99 });
    await expect(renderDrift(drift, { periods: [{ users: 1 }] as never })).rejects.toThrow(
      '"periods" expected what segmentsOverTime gave',
    );
  });
});

describe("a match", () => {
  test("has flows of both populations, each fate, new segments and the agreement", async () => {
    const next = await fitSegments(log(60, 60), { previous: model, projection: false });
    const match = await matchSegments(model, next, { refits: 2 });
    const page = await renderMatch(match);
    for (const { id, fate } of match.segments) {
      expect(page).toContain(`<span class="faint">${id}</span>`);
      expect(page).toContain(`<td>\u2003${fate}`);
    }
    expect(page.match(/class="sankey"/g)).toHaveLength(2);
    expect(page).toContain(`<td class="n">${match.agreement.next.adjustedRandIndex.toFixed(3)}</td>`);
    expect(page).not.toMatch(/<b>|<script|NaN|undefined|Infinity/);
    expect(await renderMatch(match)).toBe(page);
  });

  test("colors a segment by its id, wherever it stands in a model", async () => {
    const next = await fitSegments(log(20, 60, 100), { previous: model, projection: false });
    const match = await matchSegments(model, next, { refits: 0 });
    const moved = match.successors.filter(({ segment, id }) => Number(id.slice(1)) - 1 !== segment);
    expect(moved.length).toBeGreaterThan(0);
    const page = await renderMatch(match);
    const colors = new Map<string, Set<string>>();
    for (const [, color, id] of page.matchAll(/fill="var\(--(c\d)\)"\/><\/svg> <span class="faint">(s\d+)</g)) {
      colors.set(id!, (colors.get(id!) ?? new Set()).add(color!));
    }
    expect([...colors].map(([id, own]) => [id, [...own]])).toEqual(
      [...colors.keys()].map((id) => [id, [`c${Number(id.slice(1)) - 1}`]]),
    );
  });

  test("keeps the migration of named users apart", async () => {
    const rows = (swap: boolean) =>
      log(60, 60, 60).flatMap((path, user) => {
        const own = swap && user < 10 ? kinds[1]! : path;
        return own.split(" -> ").map((action, i) => ({ user: `u${user}`, action, time: i }));
      });
    const columns = { user: "user", action: "action", time: "time" } as const;
    const previous = await fitSegments(await readEvents(rows(false), columns), { projection: false });
    const next = await fitSegments(await readEvents(rows(true), columns), { previous, projection: false });
    const page = await renderMatch(await matchSegments(previous, next, { refits: 0 }));
    expect(page).toContain("180 users are in both models; 0 are new, 0 are not there any more.");
    expect(page).toContain(": 10 users, ");
  });

  test("is of what matchSegments gave only", async () => {
    await expect(renderMatch({} as never)).rejects.toThrow('"match" expected what matchSegments gave');
  });
});
