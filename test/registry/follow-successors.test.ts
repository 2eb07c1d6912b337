import { beforeAll, expect, test } from "vitest";
import { createAssigner } from "../../src/online";
import { type Decision, followSuccessors, openRegistry, type SuccessorMap } from "../../src/registry";
import { memoryStore } from "../../src/stores";
import { decisionOn, registryModels } from "../helpers/registry-models";

const MAP: SuccessorMap = {
  model: "",
  segments: [
    { id: "s1", name: "Ones" },
    { id: "s5", name: "Fives" },
    { id: "s4", name: "Fours" },
  ],
  retired: [
    { id: "s2", successors: ["s3", "s1"], until: 100 },
    { id: "s3", successors: ["s4", "s5"], until: 200 },
    { id: "s6", successors: [], until: 0 },
    { id: "s7", successors: ["s8"], until: 0 },
    { id: "s8", successors: ["s7"], until: 0 },
    { id: "s5", successors: ["s1", "s4"], until: 300 },
  ],
};
const answer = (id: string | null, segment = 0) => ({
  segment,
  id,
  name: "?",
  reason: "begins like members",
  user: "u",
});

test("segments that go on, and none, are answered as they are", () => {
  expect(followSuccessors(answer("s1"), MAP, { now: 1000 })).toEqual({ ...answer("s1"), was: null, until: null });
  expect(followSuccessors(answer(null, -1), MAP, { now: 1000 })).toEqual({
    ...answer(null, -1),
    was: null,
    until: null,
  });
});

test("a segment that is going answers itself until then, and its first living successor after", () => {
  expect(followSuccessors(answer("s2", 1), MAP, { now: 99 })).toMatchObject({ id: "s2", was: null, until: 100 });
  const gone = { segment: 2, id: "s4", name: "Fours", reason: "segment retired", was: "s2", until: null, user: "u" };
  expect(followSuccessors(answer("s2", 1), MAP, { now: 250 })).toEqual(gone);
  expect(followSuccessors(answer("s2", 1), MAP, { now: 150 })).toMatchObject({ id: "s1", was: "s2" }); // s3 is going, but not in the model
});

test("without a successor, or with one that leads back, it is none", () => {
  for (const id of ["s6", "s7"]) {
    expect(followSuccessors(answer(id), MAP, { now: 1 })).toMatchObject({ segment: -1, id: null, name: null, was: id });
  }
});

test("of several successors the likeliest answers, where the champion's own answer says how likely they are", () => {
  const alternatives = [
    { segment: 2, probability: 0.3 },
    { segment: 0, probability: 0.1 },
  ];
  expect(followSuccessors({ ...answer("s5", 1), alternatives }, MAP, { now: 400 }).id).toBe("s4");
  expect(followSuccessors({ ...answer("s5", 0), alternatives }, MAP, { now: 400 }).id).toBe("s1"); // of another model
});

test("what is no answer or no map is refused", () => {
  expect(() => followSuccessors({ segment: 1 } as never, MAP, { now: 1 })).toThrow(
    '"answer" expected an answer that has the id',
  );
  expect(() => followSuccessors(answer("s1"), {} as never, { now: 1 })).toThrow(
    '"map" expected what registry.successors gives',
  );
  expect(() => followSuccessors(answer("s1"), MAP, { now: -1 })).toThrow('"now" expected an integer >= 0');
});

let models: Awaited<ReturnType<typeof registryModels>>;
beforeAll(async () => {
  models = await registryModels();
});

/** The first model lost `gone` to `to`, and `born` came. */
function succession(gone: string, to: string, born: string): Decision["segments"] {
  return [
    { id: gone, name: "Gone", before: 0.5, after: null, others: [to] },
    { id: born, name: "Born", before: null, after: 0.5, others: [gone, to] },
  ];
}

test("promotion, grace, rollback and the way back change the map", async () => {
  let at = 1000;
  const registry = await openRegistry(memoryStore({ now: () => 1 }), { now: () => at });
  expect(await registry.successors()).toBeUndefined();
  await registry.register(models.first);
  await registry.register(models.second);
  await registry.decide(await decisionOn(models.first, null));
  const s1 = models.first.lineage.ids[0]!;
  expect(await registry.successors()).toMatchObject({ retired: [] });

  await registry.decide(await decisionOn(models.second, models.first, { segments: succession("s90", s1, "s91") }), {
    grace: "1s",
  });
  expect((await registry.successors())!.retired).toEqual([{ id: "s90", successors: [s1], until: 2000 }]);
  at = 5000;
  await registry.rollback();
  const back = (await registry.successors())!;
  expect(back.model).toBe(await models.first.hash());
  expect(back.retired.find(({ id }) => id === "s91")).toEqual({ id: "s91", successors: ["s90", s1], until: 5000 });
  expect(followSuccessors(answer("s91"), back, { now: at }).id).toBe(s1);

  const store = memoryStore({ now: () => 1 });
  const assigner = await createAssigner(await registry.load("champion"), { store });
  const [found] = await assigner.push(["X", "Y", "Z"].map((action, i) => ({ user: "ann", action, time: i })));
  const [other] = await assigner.push(["A", "B", "C"].map((action, i) => ({ user: "bob", action, time: i })));
  const [going, staying] = [found!.id!, other!.id!];
  const ended = await registry.sunset(going, { successors: [staying], grace: "1d", why: "nobody uses it" });
  expect(ended.retired.find(({ id }) => id === going)).toEqual({
    id: going,
    successors: [staying],
    until: at + 86_400_000,
  });
  const then = [found!, other!].map((one) => followSuccessors(one, ended, { now: at + 86_400_000 }));
  expect(then.map(({ id, was }) => [id, was])).toEqual([
    [staying, going],
    [staying, null],
  ]);
  expect([found!, other!].map((one) => followSuccessors(one, ended, { now: at }).was)).toEqual([null, null]);

  await expect(registry.sunset("s77")).rejects.toThrow('"segment" expected a segment of the champion, got "s77"');
  await expect(registry.sunset(s1, { successors: [s1] })).rejects.toThrow("other segments of the champion");
  expect((await registry.restore(going)).retired.some(({ id }) => id === going)).toBe(false);
  await expect(registry.restore(going)).rejects.toThrow("a segment that was ended by hand");
});
