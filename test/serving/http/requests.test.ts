import { beforeAll, describe, expect, test } from "vitest";
import type { SegmentModel } from "../../../src";
import { serviceModel, serviceOf } from "../../helpers/service-model";

let model: SegmentModel;

beforeAll(async () => {
  ({ model } = await serviceModel());
});

const EVENT = { user: "ann", action: "START", time: 1 };

describe("what is wrong is reported exactly", () => {
  let ask: Awaited<ReturnType<typeof serviceOf>>["ask"];
  beforeAll(async () => {
    ({ ask } = await serviceOf(model, { maxBodyBytes: 2000, maxBatch: 3, maxPathLength: 4, maxUsers: 2 }));
  });

  test.each([
    ["POST /assign", undefined, 400, "the body expected an object { paths }, got null"],
    ["POST /assign", [], 400, "the body expected an object { paths }, got an array of 0"],
    ["POST /assign", {}, 400, '"paths" is missing'],
    ["POST /assign", "{", 400, /^the body expected JSON: /],
    ["POST /assign", "", 400, /^the body expected/],
    ["POST /assign", { paths: "A" }, 400, '"paths" expected an array of at most 3 paths, got "A"'],
    [
      "POST /assign",
      { paths: [[], [], [], []] },
      400,
      '"paths" expected an array of at most 3 paths, got an array of 4',
    ],
    ["POST /assign", { paths: ["A -> B"] }, 400, '"paths[0]" expected an array of at most 4 actions, got "A -> B"'],
    [
      "POST /assign",
      { paths: [["A", "B", "C", "D", "E"]] },
      400,
      '"paths[0]" expected an array of at most 4 actions, got an array of 5',
    ],
    [
      "POST /assign",
      { paths: [["A"], ["B", 5]] },
      400,
      '"paths[1][1]" expected a text of 1 to 10000 characters, got 5',
    ],
    ["POST /assign", { paths: [[""]] }, 400, '"paths[0][0]" expected a text of 1 to 10000 characters, got ""'],
    ["POST /assign", { paths: [], complet: true }, 400, '"complet" is not a field; did you mean "complete"?'],
    ["POST /assign", { paths: [], complete: "no" }, 400, '"complete" expected true or false, got "no"'],
    [
      "POST /assign",
      '{"paths": [], "__proto__": {"x": 1}}',
      400,
      '"__proto__" is not a field; known fields: paths, complete',
    ],
    ["POST /assign", `{"paths": [["${"x".repeat(3000)}"]]}`, 413, "the body expected at most 2000 bytes"],
    ["POST /events", { events: [{ user: "ann", action: "A" }] }, 400, '"events[0].time" is missing'],
    [
      "POST /events",
      { events: [{ ...EVENT, tiem: 1 }] },
      400,
      '"events[0].tiem" is not a field; did you mean "events[0].time"?',
    ],
    [
      "POST /events",
      { events: [{ ...EVENT, time: "1" }] },
      400,
      '"events[0].time" expected a number from -8640000000000000 to 8640000000000000, got "1"',
    ],
    [
      "POST /events",
      { events: [EVENT, { ...EVENT, user: "" }] },
      400,
      '"events[1].user" expected a text of 1 to 800 characters, got ""',
    ],
    [
      "POST /events",
      '{"events": [{"user": "\\ud800", "action": "A", "time": 1}]}',
      400,
      /^"events\[0\]\.user" expected well-formed text, got /,
    ],
    [
      "POST /events",
      { events: ["a", "b", "c"].map((user) => ({ ...EVENT, user })) },
      400,
      '"events" expected events of at most 2 users, got 3',
    ],
    [
      "POST /events",
      { events: [{ ...EVENT, user: "😀".repeat(300) }] },
      400,
      '"events[0].user" expected at most 800 bytes in UTF-8, got 1200',
    ],
    ["GET /users/", undefined, 400, '"id" expected a text of 1 to 800 characters, got ""'],
    ["GET /users/%ff", undefined, 400, "the path expected percent-encoded UTF-8"],
    [
      "GET /users/ann?asOf=soon",
      undefined,
      400,
      '"asOf" expected milliseconds since 1970, such as 1767225600000, got "soon"',
    ],
    ["GET /users/ann?asof=1", undefined, 400, '"asof" is not a field; did you mean "asOf"?'],
    ["GET /users/a/b", undefined, 404, "there is no /users/a/b"],
    ["GET /nowhere", undefined, 404, "there is no /nowhere"],
    ["GET /assign", undefined, 405, "this path expected POST, got GET"],
    ["PUT /users/ann", undefined, 405, "this path expected GET, HEAD, DELETE, got PUT"],
    ["OPTIONS /segments", undefined, 405, "this path expected GET, HEAD, got OPTIONS"],
  ])("%s %j", async (line, body, status, detail) => {
    const answer = await ask(line, body);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.body).toEqual({
      type: "about:blank",
      title: expect.any(String),
      status,
      detail: typeof detail === "string" ? detail : expect.stringMatching(detail),
    });
    expect(answer.status).toBe(status);
    if (status === 405) expect(answer.headers.allow).toBe(/expected (.*), got/.exec(answer.body.detail)![1]);
  });

  test("other content than JSON in UTF-8", async () => {
    const { service, ask } = await serviceOf(model);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/xml"]) {
      const { status, body } = await ask("POST /assign", "{}", { "content-type": type });
      expect({ status, detail: body.detail }).toEqual({
        status: 415,
        detail: "the body expected the content type application/json",
      });
    }
    const url = await service.listen({ port: 0 });
    const headers = { "content-type": "application/json" };
    const latin = await fetch(`${url}/assign`, { method: "POST", headers, body: Uint8Array.of(0x22, 0xe4, 0x22) });
    expect(await latin.json()).toMatchObject({ status: 400, detail: "the body expected UTF-8" });
    await service.close();
  });

  test("a fault of the service is reported to it, not to the client", async () => {
    const errors: unknown[] = [];
    const { ask } = await serviceOf(model, { onError: (error) => errors.push(error) });
    const explain = model.explain.bind(model);
    model.explain = async () => {
      throw new TypeError("Cannot read properties of undefined (reading 'secret')");
    };
    const { status, body } = await ask("POST /explain", { path: ["START"] });
    model.explain = explain;
    expect({ status, detail: body.detail }).toEqual({ status: 500, detail: "the service failed" });
    expect(errors).toEqual([new TypeError("Cannot read properties of undefined (reading 'secret')")]);
  });
});

describe("the token", () => {
  const token = "0123456789abcdef";
  test("is asked for everywhere but where probes look", async () => {
    const { ask } = await serviceOf(model, { token });
    const wrong = ["", token, `Basic ${token}`, "Bearer ", `Bearer ${token}x`, `Bearer ${token.slice(1)}`];
    for (const authorization of wrong) {
      for (const line of ["GET /segments", "GET /metrics", "GET /openapi.json", "POST /assign", "GET /nowhere"]) {
        const { status, body, headers } = await ask(line, undefined, { authorization });
        expect({ status, detail: body.detail, header: headers["www-authenticate"] }).toEqual({
          status: 401,
          detail: "the header Authorization expected Bearer and the token",
          header: "Bearer",
        });
      }
    }
    for (const right of [`Bearer ${token}`, `bearer  ${token}`]) {
      expect((await ask("GET /segments", undefined, { authorization: right })).status).toBe(200);
    }
    expect((await ask("GET /healthz")).status).toBe(200);
    expect((await ask("GET /readyz")).status).toBe(200);
  });
});

describe("the rate", () => {
  test("is held for each address, and probes are free", async () => {
    let time = 1_000_000;
    const { ask } = await serviceOf(model, { rateLimit: 2, now: () => time });
    const statuses = async (times: number) => {
      const found = [];
      for (let i = 0; i < times; i++) found.push((await ask("GET /segments")).status);
      return found;
    };
    expect(await statuses(4)).toEqual([200, 200, 429, 429]);
    const { body, headers } = await ask("GET /segments");
    expect({ detail: body.detail, retry: headers["retry-after"] }).toEqual({
      detail: "expected at most 2 requests a second",
      retry: "1",
    });
    expect((await ask("GET /healthz")).status).toBe(200);
    time += 500;
    expect(await statuses(2)).toEqual([200, 429]);
    time += 60_000;
    expect(await statuses(3)).toEqual([200, 200, 429]);
  });
});

test("metrics report requests, events and the model", async () => {
  const { ask } = await serviceOf(model);
  await ask("POST /events", { events: [EVENT, { ...EVENT, time: 2 }] });
  await ask("GET /users/a%22b");
  const { body, headers } = await ask("GET /metrics");
  expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = String(body).split("\n");
  expect(lines).toContain('seqment_http_requests_total{method="POST",route="/events",status="200"} 1');
  expect(lines).toContain('seqment_http_requests_total{method="GET",route="/users/:id",status="404"} 1');
  expect(lines).toContain("seqment_events_accepted_total 2");
  expect(lines).toContain(`seqment_model{sha256="${await model.hash()}"} 1`);
  expect(lines).toContain('seqment_http_duration_seconds_count{route="/events"} 1');
  expect(lines).toContain("# TYPE seqment_push_duration_seconds histogram");
});
