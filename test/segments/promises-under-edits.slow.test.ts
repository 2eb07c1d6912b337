import { describe, expect, test } from "vitest";
import { type FitSegmentsOptions, fitSegments, loadSegments, readEvents, type SegmentModel } from "../../src";
import { randomStream } from "../../src/core/internal";
import { emergingSegments } from "../../src/monitoring";
import { size } from "../helpers/size";

const random = randomStream(17, "test/promises");
/** Four kinds of users in two variants each, and some who do anything. */
const KINDS = [
  ["HOME", "SEARCH", "ITEM", "CART", "PAY"],
  ["HOME", "SEARCH", "ITEM", "CART", "VOUCHER", "PAY"],
  ["HOME", "NEWS", "READ", "SHARE", "NEWS", "READ"],
  ["HELP", "FAQ", "CHAT", "WAIT", "CHAT"],
];
const ALL = [...new Set(KINDS.flat())];
const PER_KIND = 30;
const rows = Array.from({ length: KINDS.length * PER_KIND + 20 }, (_, user) => {
  const kind =
    user < KINDS.length * PER_KIND
      ? KINDS[user % KINDS.length]!
      : Array.from({ length: 4 + (user % 5) }, (_, i) => ALL[random.integer(ALL.length, user, i)]!);
  const twice = random.integer(kind.length, user, 99);
  return kind.flatMap((action, i) => (i === twice ? [action, action] : [action]));
}).flatMap((actions, user) => actions.map((action, time) => ({ user: `u${user}`, action, time })));
const events = await readEvents(rows, { user: "user", action: "action", time: "time" });
/** Users who came later and do what nobody did before. */
const newcomers = Array.from({ length: 24 }, (_, i) => [
  ...Array.from({ length: 2 + (i % 4) }, () => ["OPEN_EDITOR", "BUILD", i % 3 ? "TEST" : "PUBLISH"]).flat(),
  i % 2 ? "HOME" : "HELP",
]);

const HDBSCAN = { method: "hdbscan", minClusterSize: 12 } as const;
const BASE = { projection: false, embedding: "order", reduction: "pca", seed: 7 } as const;
const quick = { projection: false } as const;

/** What is promised of a model, however it came about. */
type Maker = (workers: number) => Promise<SegmentModel>;

const fit = (workers: number, options: FitSegmentsOptions = {}) =>
  fitSegments(events, { ...BASE, clustering: HDBSCAN, workers, ...options });
const ids = (model: SegmentModel) => model.lineage.ids as readonly [string, string, string, ...string[]];

const MAKERS: readonly (readonly [string, Maker])[] = [
  [
    "renamed",
    async (workers) => (await fit(workers)).edit({ rename: { 0: "Käufer 🛒", s2: "__proto__" } }, { workers }),
  ],
  ["merged", async (workers) => (await fit(workers)).edit({ merge: [[0, 1]] }, { workers })],
  ["dissolved into the nearest", async (workers) => (await fit(workers)).edit({ dissolve: [1] }, { workers })],
  [
    "dissolved into none",
    async (workers) => (await fit(workers)).edit({ dissolve: [0], leftOver: "none" }, { workers }),
  ],
  ["in another order", async (workers) => (await fit(workers)).edit({ order: [2, 0] }, { workers })],
  [
    "edited twice",
    async (workers) => {
      const once = await (await fit(workers)).edit({ merge: [[0, 2]], rename: { 1: "A" } }, { workers });
      return once.edit({ dissolve: [ids(once)[1]], order: [ids(once)[2]] }, { workers });
    },
  ],
  ["refined", async (workers) => (await (await fit(workers)).refine(0, { ...quick, anyway: true, workers })).model],
  [
    "refined, then merged",
    async (workers) => {
      const { model } = await (await fit(workers)).refine(0, { ...quick, anyway: true, workers });
      return model.edit({ merge: [[1, 2]] }, { workers });
    },
  ],
  ["guided by labels", (workers) => fit(workers, { guide: { labels: { u0: "Buyers", u1: "Savers", u2: "Readers" } } })],
  ["guided by patterns", (workers) => fit(workers, { guide: { patterns: { Readers: "NEWS -> READ" } } })],
  [
    "guided by together and apart",
    (workers) => fit(workers, { guide: { together: [["u0", "u1"]], apart: [["u2", "u3"]] } }),
  ],
  [
    "guided, at a number",
    (workers) => fit(workers, { guide: { labels: { u0: "Buyers" } }, clustering: { segments: 4 } }),
  ],
  [
    "extended",
    async (workers) => {
      const model = await fit(workers);
      return model.extend(await emergingSegments(model, newcomers, { workers }), { workers });
    },
  ],
  [
    "extended, then edited",
    async (workers) => {
      const model = await fit(workers);
      const extended = await model.extend(await emergingSegments(model, newcomers, { workers }), { workers });
      return extended.edit({ merge: [[0, 1]], rename: { [extended.segments.length - 1]: "Builders" } }, { workers });
    },
  ],
  ["a number of segments", (workers) => fit(workers, { clustering: { segments: 3 } })],
  ["a number of segments, noise kept", (workers) => fit(workers, { clustering: { segments: 3, noise: "keep" } })],
  ["noise to the nearest", (workers) => fit(workers, { clustering: { ...HDBSCAN, noise: "nearest" } })],
  ["noise at most", (workers) => fit(workers, { clustering: { ...HDBSCAN, noise: { atMost: 0.03 } } })],
  ["noise by confidence", (workers) => fit(workers, { clustering: { ...HDBSCAN, noise: { confidence: 0.5 } } })],
  ["the coarsest layer", async (workers) => (await fit(workers)).at(0, { workers })],
  [
    "the finest layer",
    async (workers) => {
      const model = await fit(workers);
      return model.at(model.layers.length - 1, { workers });
    },
  ],
  [
    "a layer of an edited model",
    async (workers) => (await (await fit(workers)).edit({ merge: [[0, 1]] }, { workers })).at(0, { workers }),
  ],
];

/** Inputs that were learnt from: an extended model has those of the log first, then the new ones. */
const inputsOf = ({ labels }: SegmentModel) => labels.length - events.users.length;

describe.each(MAKERS)("a model that is %s", (name, make) => {
  test("answers training users as it labels them, alone and together, loaded and not", async () => {
    const model = await make(1);
    const added = inputsOf(model);
    expect(added > 0).toBe(name.startsWith("extended"));
    const trained = Array.from(model.labels, (segment, i) => ({
      segment,
      membership: segment < 0 ? 0 : model.probabilities[i]!,
    }));
    const loaded = await loadSegments(await model.toBytes());
    expect(await loaded.toBytes()).toEqual(await model.toBytes());
    expect(loaded.labels).toEqual(model.labels);
    expect(loaded.edits).toEqual(model.edits);
    for (const one of [model, loaded]) {
      const old = await one.assign(events);
      expect(old.map(({ segment, membership }) => ({ segment, membership }))).toEqual(
        trained.slice(0, events.users.length),
      );
      for (const i of [0, 3, events.users.length - 1]) {
        const { id: _, ...together } = old[i] as (typeof old)[number] & { id?: string };
        expect(await one.assign(pathOf(i).join(" -> "))).toEqual(together);
      }
      const joined = newcomers.slice(0, added);
      expect((await one.assign(joined)).map(({ segment }) => segment)).toEqual([
        ...model.labels.slice(events.users.length),
      ]);
    }
    const asked = [...newcomers.slice(0, 3), ["PAY", "CHAT"], ["NEVER SEEN"]];
    expect(await loaded.assign(asked)).toEqual(await model.assign(asked));
  });

  test("has the same bytes for any number of workers", async () => {
    const bytes = await (await make(1)).toBytes();
    for (const workers of [2, 4].slice(0, size(1, 2))) expect(await (await make(workers)).toBytes()).toEqual(bytes);
  });
});

function pathOf(user: number): string[] {
  const { actions, action, offsets } = events;
  return Array.from(action.subarray(offsets[user], offsets[user + 1]), (token) => actions[token]!);
}
