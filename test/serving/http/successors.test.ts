import { beforeAll, expect, test } from "vitest";
import type { SegmentModel } from "../../../src";
import { openRegistry, type SuccessorMap } from "../../../src/registry";
import { memoryStore } from "../../../src/stores";
import { decisionOn } from "../../helpers/registry-models";
import { serviceModel, serviceOf } from "../../helpers/service-model";

let model: SegmentModel;
let paths: string[][];

beforeAll(async () => {
  ({ model, paths } = await serviceModel());
});

test("users of a segment that was ended are answered by the one that took over, once its time is over", async () => {
  let at = 1000;
  const registry = await openRegistry(memoryStore({ now: () => 1 }), { now: () => at });
  await registry.register(model);
  await registry.decide(await decisionOn(model, null));
  let map: SuccessorMap | undefined = await registry.successors();
  const { ask, service } = await serviceOf(model, { now: () => at, successors: () => map });
  const path = paths.find((_, i) => model.labels[i] === 0)!;
  const [going, staying] = model.lineage.ids as [string, string];
  const events = path.map((action, i) => ({ user: "ann", action, time: i, id: `${i}` }));
  expect((await ask("POST /events", { events })).body.users[0]).toMatchObject({ id: going, was: null, until: null });

  map = await registry.sunset(going, { successors: [staying], grace: "1s" });
  const asked = async () => {
    const user = (await ask("GET /users/ann")).body;
    const change = (await ask("POST /events", { events: events.slice(0, 1) })).body.users[0];
    const [answer] = (await ask("POST /assign", { paths: [path] })).body.answers;
    return [user, change, answer].map(({ segment, id, was, until, reason }) => [segment, id, was, until, reason]);
  };
  for (const answer of await asked()) expect(answer.slice(0, 4)).toEqual([0, going, null, 2000]);
  at = 2000;
  for (const answer of await asked()) expect(answer).toEqual([1, staying, going, null, "segment retired"]);

  const other = await model.edit({ rename: { [going]: "Renamed" } });
  await service.replaceModel(other); // the map is still that of the model before
  for (const answer of await asked()) expect(answer.slice(0, 4)).toEqual([0, going, undefined, undefined]);
});

test("without a registry answers are those of the model alone", async () => {
  const { ask } = await serviceOf(model, { successors: () => undefined });
  const { answers } = (await ask("POST /assign", { paths: paths.slice(0, 1) })).body;
  expect(answers[0]).toEqual({ id: expect.any(String), ...(await model.assign(paths.slice(0, 1)))[0] });
});
