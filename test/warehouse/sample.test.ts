import { afterAll, beforeAll, expect, test } from "vitest";
import { extractSequences, type WarehouseOptions, warehouseSequences } from "../../src/warehouse";
import { createLog, LOG_COLUMNS, openDuckdb } from "../helpers/duckdb";
import { pathRows } from "../helpers/path-rows";
import { size } from "../helpers/size";
import type { LogRow } from "../helpers/warehouse-logs";
import { samplePaths } from "../reference/sample-paths";

const USERS = 3000;
const OPTIONS: WarehouseOptions = { dialect: "duckdb", table: "log", columns: { ...LOG_COLUMNS, order: "o1" } };

let duckdb: Awaited<ReturnType<typeof openDuckdb>>;
beforeAll(async () => {
  duckdb = await openDuckdb();
  await duckdb.execute(createLog("log", skewedLog()));
});
afterAll(() => duckdb.close());

/** Users of whom some share a path and most have one of their own; of each path the u-th takes, so many others do. */
function skewedLog(): LogRow[] {
  return Array.from({ length: USERS }, (_, u) => {
    const kind = (u * u) % 4001;
    const actions = ["日本", "it's", ...String(kind < 200 ? kind % 10 : kind)];
    return actions.map((action, i): LogRow => ({ user: `u${u}`, action, us: i * 1e6, session: null, seq: i }));
  }).flat();
}

test.each([
  [2, 1],
  [7, 1],
  [7, 99],
  [1000, 4_294_967_295],
])("draws one of %i with seed %i as the reference does", async (sample, seed) => {
  const all = await pathRows(duckdb.run, OPTIONS);
  const drawn = await pathRows(duckdb.run, { ...OPTIONS, sample, seed });
  expect(drawn).toEqual(samplePaths(all, sample, seed));
  expect(drawn.length).toBeLessThan(all.length);
});

test("weights estimate the inputs without bias, and heavy paths are all there", async () => {
  const all = await pathRows(duckdb.run, OPTIONS);
  const sample = 12;
  const heavy = all.filter(({ weight }) => weight >= sample);
  expect(heavy.length).toBeGreaterThan(0);
  const totals = [];
  for (let seed = 0; seed < size(10, 40); seed++) {
    const drawn = await pathRows(duckdb.run, { ...OPTIONS, sample, seed });
    expect(drawn.filter(({ path }) => heavy.some((one) => one.path === path))).toEqual(heavy);
    totals.push(drawn.reduce((total, { weight }) => total + weight, 0));
  }
  const mean = totals.reduce((total, one) => total + one, 0) / totals.length;
  const spread = Math.sqrt(totals.reduce((total, one) => total + (one - mean) ** 2, 0) / (totals.length - 1));
  expect(spread).toBeGreaterThan(0);
  expect(Math.abs(mean - USERS)).toBeLessThan((4 * spread) / Math.sqrt(totals.length));
});

test("inputs that were cut or are too short are counted, the former as estimates", async () => {
  const cut = { ...OPTIONS, maxLength: 3, minLength: 3, rename: { "it's": null }, sample: 5 };
  const { sample: _, ...whole } = cut;
  const extract = (options: WarehouseOptions) => {
    const { segments, assignments, ...rest } = options as WarehouseOptions & { rename: { "it's": null } };
    return extractSequences(duckdb.run, { ...rest, measures: false });
  };
  const [drawn, all] = [await extract(cut), await extract(whole)];
  expect(drawn.report.tooShort).toBe(all.report.tooShort);
  expect(all.report.tooShort).toBeGreaterThan(0);
  expect(drawn.report.truncated.inputs).toBeGreaterThan(0.7 * all.report.truncated.inputs);
  expect(drawn.report.truncated.inputs).toBeLessThan(1.3 * all.report.truncated.inputs);
});

test("the report says that it is a sample", async () => {
  const { report } = await extractSequences(duckdb.run, { ...OPTIONS, sample: 7 } as Parameters<
    typeof extractSequences
  >[1]);
  expect(report.notes).toEqual([
    "a sample: paths of 7 or more users are all here with their weight; of the rarer ones some were drawn, and each stands for 7 users, so sizes are estimates",
    "the users behind a path are not told apart: they have no names",
    "durations, dwell times, hours and days are not known of a sample",
  ]);
  expect(report.empty).toBe(0);
});

test("wrong options are refused", async () => {
  const { columns } = OPTIONS;
  const options = { dialect: "duckdb", table: "log", columns, sample: 7, measures: true } as const;
  await expect(extractSequences(duckdb.run, options)).rejects.toThrow(
    '"measures" cannot be had of a "sample": its weights are estimates, and times belong to inputs',
  );
  expect(() => warehouseSequences({ ...OPTIONS, sample: 1 })).toThrow(
    '"sample" expected an integer >= 2 and <= 1000000, got 1',
  );
  expect(warehouseSequences({ ...OPTIONS, sample: 7 }).assignments).toBe(warehouseSequences(OPTIONS).assignments);
});
