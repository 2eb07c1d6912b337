import { describe, expect, test, vi } from "vitest";
import { connectMlflow, MlflowError, type MlflowOptions } from "../../src/tracking";
import { type Answer, fakeFetch } from "./fake-mlflow";

const FOUND = { status: 200, json: { experiment: { experiment_id: "7" } } };
const DOWN = { status: 503, json: "<html>down</html>" };

function clientOf(answers: readonly Answer[], options: Partial<MlflowOptions> = {}) {
  const { fetch, asked } = fakeFetch(...answers);
  return { asked, mlflow: connectMlflow("http://mlflow.test/at", { now: () => 5, fetch, retryDelay: 0, ...options }) };
}

describe("a request", () => {
  test("goes below the address, with the token", async () => {
    const { mlflow, asked } = clientOf([FOUND], { token: "abc" });
    expect(await mlflow.experiment("play ers/&1")).toBe("7");
    const { url, headers, method } = asked[0]!;
    expect(`${method} ${url.pathname}`).toBe("GET /at/api/2.0/mlflow/experiments/get-by-name");
    expect(url.searchParams.get("experiment_name")).toBe("play ers/&1");
    expect(headers.get("authorization")).toBe("Bearer abc");
  });

  test.each<[string, Answer]>([
    ["429", { status: 429 }],
    ["500", { status: 500 }],
    ["503", DOWN],
    ["no answer", new TypeError("fetch failed")],
  ])("is sent again after %s, as often as allowed", async (_, answer) => {
    const twice = clientOf([answer, answer, FOUND], { retries: 2 });
    expect(await twice.mlflow.experiment("players")).toBe("7");
    expect(twice.asked).toHaveLength(3);
    const never = clientOf([answer], { retries: 3 });
    await expect(never.mlflow.experiment("players")).rejects.toThrow("GET /api/2.0/mlflow/experiments/get-by-name");
    expect(never.asked).toHaveLength(4);
  });

  test("that makes something is not sent again where it may have been carried out", async () => {
    for (const answer of [{ status: 500 }, new TypeError("fetch failed")]) {
      const { mlflow, asked } = clientOf([FOUND, answer], { retries: 3 });
      await expect(mlflow.startRun("players")).rejects.toThrow("POST /api/2.0/mlflow/runs/create");
      expect(asked).toHaveLength(2);
    }
    const run = { run: { info: { run_id: "r", experiment_id: "7", artifact_uri: "mlflow-artifacts:/7/r/artifacts" } } };
    const { mlflow, asked } = clientOf([FOUND, DOWN, { status: 200, json: run }]);
    expect((await mlflow.startRun("players", { name: "first", tags: { a: "b" } })).id).toBe("r");
    expect(asked[2]!.body).toEqual({
      experiment_id: "7",
      run_name: "first",
      start_time: 5,
      tags: [{ key: "a", value: "b" }],
    });
  });

  test("that is refused is reported in the server's words, and not sent again", async () => {
    const { mlflow, asked } = clientOf([
      { status: 404, json: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "Run with id=x not found" } },
    ]);
    await expect(mlflow.run("x")).rejects.toMatchObject({
      name: "MlflowError",
      status: 404,
      code: "RESOURCE_DOES_NOT_EXIST",
      message: "GET /api/2.0/mlflow/runs/get was answered 404 RESOURCE_DOES_NOT_EXIST: Run with id=x not found",
    });
    await expect(mlflow.run("x")).rejects.toBeInstanceOf(MlflowError);
    expect(asked).toHaveLength(2);
  });

  test.each<[Answer, string]>([
    [{ status: 401, json: "<html>login</html>" }, "GET /api/2.0/mlflow/runs/get was answered 401"],
    [
      { status: 403, json: "Invalid Host header" },
      "GET /api/2.0/mlflow/runs/get was answered 403: Invalid Host header",
    ],
    [
      { status: 200, json: "<html>a page</html>" },
      "GET /api/2.0/mlflow/runs/get was answered by no JSON: is this the address of MLflow?",
    ],
    [new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }), "connect ECONNREFUSED"],
  ])("says what came instead: %j", async (answer, message) => {
    const { mlflow } = clientOf([answer], { retries: 0 });
    await expect(mlflow.run("x")).rejects.toThrow(message);
  });

  test("ends with the signal, also while it waits", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const { mlflow, asked } = clientOf([DOWN], { signal: controller.signal, retryDelay: 60_000 });
    const asking = mlflow.run("x");
    controller.abort(reason);
    await expect(asking).rejects.toBe(reason);
    expect(asked.length).toBeLessThan(2);
    await expect(mlflow.run("x")).rejects.toBe(reason);
  });
});

test.each([
  ["http://u:p@host", 'RangeError: "address" expected an address such as http://127.0.0.1:5000, got "http://u:p@host"'],
  ["file:///tmp", 'RangeError: "address" expected an address such as http://127.0.0.1:5000, got "file:///tmp"'],
  [7, 'TypeError: "address" expected an address such as http://127.0.0.1:5000, got 7'],
])("the address %s is refused", (address, message) => {
  expect(() => {
    try {
      connectMlflow(address as string, { now: () => 0 });
    } catch (error) {
      throw new Error(String(error));
    }
  }).toThrow(message);
});

test("the clock is needed", () => {
  expect(() => connectMlflow("http://host", {} as MlflowOptions)).toThrow(
    '"now" expected a function that gives the time, got undefined',
  );
});

describe("JSON that is none of MLflow's is reported as such", () => {
  const RUN = { id: "r", artifactUri: "mlflow-artifacts:/7/r/artifacts" };
  test.each<[string, unknown, (mlflow: ReturnType<typeof connectMlflow>) => Promise<unknown>]>([
    ["null, for an experiment", null, (mlflow) => mlflow.experiment("a")],
    ["an experiment without an id", { experiment: {} }, (mlflow) => mlflow.experiment("a")],
    ["a list, for a run", [], (mlflow) => mlflow.run("r")],
    ["a run without info", { run: { info: null } }, (mlflow) => mlflow.run("r")],
    [
      "metrics that are no list",
      { run: { info: { run_id: "r", experiment_id: 7 }, data: { metrics: 5 } } },
      (m) => m.run("r"),
    ],
    ["a text, for an alias", '"no"', (mlflow) => mlflow.versionOf("m", "champion")],
    ["versions that are null", { model_versions: [null] }, (mlflow) => mlflow.versions("m")],
    ["a version without a number", { model_version: { name: "m" } }, (mlflow) => mlflow.registerModel("m", RUN)],
  ])("%s", async (_, json, ask) => {
    const { mlflow } = clientOf([{ status: 200, json: json === null ? "null" : json }]);
    const error = await ask(mlflow).catch((one): unknown => one);
    expect(error).toBeInstanceOf(MlflowError);
    expect((error as Error).message).toMatch(
      /was answered by JSON that lacks what was asked for: is this the address of MLflow\?$/,
    );
  });
});

test("pages of versions that never end are given up, not cut off", async () => {
  const page = { model_versions: [{ name: "m", version: "1" }], next_page_token: "again" };
  const { mlflow, asked } = clientOf([{ status: 200, json: page }]);
  await expect(mlflow.versions("m")).rejects.toThrow("the versions of m have no last page");
  expect(asked).toHaveLength(2);
});

test("Retry-After may be seconds or a date, which is held against the server's clock", async () => {
  vi.useFakeTimers();
  try {
    const date = { date: "Sat, 28 Nov 2026 00:00:00 GMT", "retry-after": "Sat, 28 Nov 2026 00:00:01 GMT" };
    for (const headers of [{ "retry-after": "1" }, date]) {
      const { mlflow, asked } = clientOf([{ status: 429, headers }, FOUND]);
      const answered = mlflow.experiment("a");
      await vi.advanceTimersByTimeAsync(999);
      expect(asked).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await answered).toBe("7");
    }
    const { mlflow } = clientOf([{ status: 429, headers: { "retry-after": "soon" } }, FOUND]);
    const answered = mlflow.experiment("a");
    await vi.advanceTimersByTimeAsync(0);
    expect(await answered).toBe("7");
  } finally {
    vi.useRealTimers();
  }
});
