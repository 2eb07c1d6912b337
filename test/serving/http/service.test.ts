import { beforeAll, describe, expect, test } from "vitest";
import type { SegmentModel } from "../../../src";
import { createAssigner, type UserEvent } from "../../../src/online";
import { createService } from "../../../src/serving";
import { memoryStore, type StateStore } from "../../../src/stores";
import { serviceModel, serviceOf } from "../../helpers/service-model";

let model: SegmentModel;
let paths: string[][];
let hash: string;

beforeAll(async () => {
  ({ model, paths } = await serviceModel());
  hash = await model.hash();
});

const idOf = (segment: number) => (segment < 0 ? null : model.lineage.ids[segment]);
const now = () => 1_000_000;

describe("/assign", () => {
  test("answers as the model does, whole paths and beginnings, and gives the id", async () => {
    const { ask } = await serviceOf(model);
    const asked = [...paths.slice(0, 20), [], ["NEVER SEEN"], ["__proto__", "héé", "😀"]];
    for (const complete of [true, false]) {
      const expected = (await model.assign(asked, { complete })) as { segment: number }[];
      const { status, body } = await ask("POST /assign", { paths: asked, complete });
      expect(status).toBe(200);
      expect(body).toEqual({
        model: hash,
        answers: expected.map((answer) => ({ id: idOf(answer.segment), ...answer })),
      });
    }
    expect((await ask("POST /assign", { paths: [] })).body).toEqual({ model: hash, answers: [] });
  });

  test("gives requests at the same time the answers that they would have got alone", async () => {
    const { ask } = await serviceOf(model);
    const alone = [];
    for (const path of paths.slice(0, 30)) alone.push((await ask("POST /assign", { paths: [path] })).body);
    const together = await Promise.all(paths.slice(0, 30).map((path) => ask("POST /assign", { paths: [path] })));
    expect(together.map(({ body }) => body)).toEqual(alone);
  });
});

describe("users", () => {
  const events = (user: string): UserEvent[] =>
    paths[0]!.slice(0, 4).map((action, i) => ({ user, action, time: 1000 * i, id: `e${i}`, value: 2 }));

  test("are answered from the events taken in, and forgotten", async () => {
    const { ask } = await serviceOf(model);
    const assigner = await createAssigner(model, { store: memoryStore({ now }) });
    const all = ["ann", "bob"].flatMap(events);
    const expected = await assigner.push(all);
    expect(await ask("POST /events", { events: all })).toMatchObject({
      status: 200,
      body: { users: expected },
    });
    expect((await ask("GET /users/ann")).body).toEqual(await assigner.segmentOf("ann"));
    expect((await ask("GET /users/ann?asOf=1000")).body).toEqual(await assigner.segmentOf("ann", { asOf: 1000 }));
    expect(await ask("DELETE /users/ann")).toMatchObject({ status: 204, body: "" });
    expect(await ask("GET /users/ann")).toMatchObject({
      status: 404,
      body: { type: "about:blank", title: "Not Found", status: 404, detail: "of this user nothing is known" },
    });
    expect((await ask("DELETE /users/ann")).status).toBe(204);
    expect((await ask("GET /users/bob")).status).toBe(200);
  });

  test.each(["__proto__", "constructor", "a/b", "ä ö", "100%", "日本", "😀", "...", "?x=1", "a#b", "toString"])(
    "are found by any name: %s",
    async (user) => {
      const { ask } = await serviceOf(model);
      await ask("POST /events", { events: events(user) });
      const url = `/users/${encodeURIComponent(user).replaceAll(".", "%2E")}`;
      expect(await ask(`GET ${url}`)).toMatchObject({ status: 200, body: { user, events: 4, value: 8 } });
      await ask(`DELETE ${url}`);
      expect((await ask(`GET ${url}`)).status).toBe(404);
    },
  );

  test("stay when another model takes over, which reads them anew", async () => {
    const { service, ask } = await serviceOf(model);
    await ask("POST /events", { events: events("ann") });
    const renamed = await model.edit({ rename: { s1: "Others" } });
    await service.replaceModel(renamed);
    expect(service.model).toBe(await renamed.hash());
    const { body } = await ask("GET /users/ann");
    expect(body).toMatchObject({ model: await renamed.hash(), user: "ann", events: 4 });
    expect((await ask("GET /segments")).body.segments[0].name).toBe("Others");
    await expect(service.replaceModel({} as SegmentModel)).rejects.toThrow(
      new TypeError('"model" expected a model of fitSegments or loadSegments, got an object (Object)'),
    );
    expect(service.model).toBe(await renamed.hash());
  });

  test("the store's failure is reported as 503, and the service is not ready", async () => {
    const broken: StateStore = Object.assign(memoryStore({ now }), {
      getMany: async () => {
        throw new Error("ECONNREFUSED");
      },
    });
    const { ask } = await serviceOf(model, { store: broken });
    for (const line of ["GET /users/ann", "GET /readyz", "POST /events"]) {
      const { status, body, headers } = await ask(line, line.startsWith("P") ? { events: events("a") } : undefined);
      expect({ status, detail: body.detail, retry: headers["retry-after"] }).toEqual({
        status: 503,
        detail: "the store does not answer: ECONNREFUSED",
        retry: "1",
      });
    }
    expect((await ask("GET /healthz")).body).toEqual({ status: "ok" });
    expect((await ask("POST /assign", { paths: [paths[0]] })).status).toBe(200);
  });
});

describe("of the model", () => {
  test("segments, an explanation and the report are shown", async () => {
    const { ask } = await serviceOf(model);
    const { body } = await ask("GET /segments");
    expect(body.segments).toHaveLength(model.segments.length);
    const { name, description, summary, size, share } = model.segments[0]!;
    expect(body.segments[0]).toEqual({ segment: 0, id: "s1", name, description, summary, size, share });

    const explained = await ask("POST /explain", { path: paths[0], patterns: ["START"] });
    const expected = JSON.parse(JSON.stringify(await model.explain(paths[0]!, { patterns: ["START"] })));
    expect(explained.body).toEqual({ model: hash, id: idOf(expected.segment), ...expected });

    const page = await ask("GET /report");
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.body).toMatch(/^<!doctype html>/i);
  });

  test("a pattern that is none is the client's fault", async () => {
    const { ask } = await serviceOf(model);
    const { status, body } = await ask("POST /explain", { path: ["START"], patterns: ["-> ->"] });
    expect({ status, title: body.title }).toEqual({ status: 400, title: "Bad Request" });
    expect(body.detail).toContain('"patterns[0]"');
  });
});

describe("closing", () => {
  test("ends the service; the store stays open", async () => {
    const store = memoryStore({ now });
    const { service, ask } = await serviceOf(model, { store });
    await ask("POST /events", { events: [{ user: "ann", action: "START", time: 1 }] });
    const url = await service.listen({ port: 0 });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await Promise.all([service.close(), service.close()]);
    const closed = new RangeError("the service was closed: make another one");
    await expect(service.listen({ port: 0 })).rejects.toThrow(closed);
    await expect(service.inject({ url: "/readyz" })).rejects.toThrow(closed);
    await expect(fetch(`${url}/readyz`)).rejects.toThrow("fetch failed");
    const rows = [];
    for await (const row of store.scan("")) rows.push(row);
    expect(rows).toHaveLength(1);
  });

  test("a public address needs a token, or to be allowed", async () => {
    const { service } = await serviceOf(model);
    for (const host of ["0.0.0.0", "::", "192.168.1.1", "127.0.0.1.example"]) {
      await expect(service.listen({ host, port: 0 })).rejects.toThrow(
        new RangeError(`"host" expected a loopback address, or "token" or "allowPublic" beside it, got "${host}"`),
      );
    }
    const allowed = await serviceOf(model, { allowPublic: true });
    await allowed.service.listen({ host: "0.0.0.0", port: 0 });
    await allowed.service.close();
  });
});

test.each([
  [{}, TypeError, '"now" expected a function that gives the time, got undefined'],
  [
    { now, token: "short" },
    RangeError,
    '"token" expected a text of 16 or more printable ASCII characters without spaces, got 5 characters',
  ],
  [{ now, maxBatch: 0 }, RangeError, '"maxBatch" expected an integer >= 1 and <= 100000, got 0'],
  ...[0, 1e15, "61m", "999999999d"].map((requestTimeout): [object, ErrorConstructor, string] => [
    { now, requestTimeout },
    RangeError,
    '"requestTimeout" expected a duration > 0 and <= 1 h such as "30m", "1.5h", "7d" ' +
      `or a number of milliseconds, got ${JSON.stringify(requestTimeout)}`,
  ]),
  [{ now, tokn: "x" }, TypeError, '"tokn" is not an option; did you mean "token"?'],
])("options are checked: %j", async (options, kind, message) => {
  await expect(createService(model, options as never)).rejects.toThrow(new (kind as ErrorConstructor)(message));
});
