import { expect, test } from "vitest";
import { connectMlflow } from "../../src/tracking";
import { type Answer, fakeFetch } from "./fake-mlflow";

const EXPERIMENT = { status: 200, json: { experiment: { experiment_id: "7" } } };

async function runAt(artifactUri: string, ...further: readonly Answer[]) {
  const info = { run_id: "r", experiment_id: "7", artifact_uri: artifactUri };
  const { fetch, asked } = fakeFetch(EXPERIMENT, { status: 200, json: { run: { info } } }, ...further, { status: 200 });
  const mlflow = connectMlflow("http://mlflow.test", { now: () => 12.4, fetch, retries: 0 });
  const run = await mlflow.startRun("players");
  asked.length = 0;
  return { run, asked };
}

test("what is logged comes in as many requests as MLflow's limits ask for", async () => {
  const { run, asked } = await runAt("mlflow-artifacts:/7/r/artifacts");
  await run.logParameters(Object.fromEntries(Array.from({ length: 230 }, (_, i) => [`p${i}`, i])));
  await run.logMetrics(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`m${i}`, i])), 3);
  await run.logMetrics({ nothing: Number.NaN });
  await run.end("KILLED");
  const counts = asked.map(({ body }) => {
    const { params = [], metrics = [] } = body as Record<string, unknown[]>;
    return [params.length, metrics.length];
  });
  expect(counts).toEqual([
    [100, 0],
    [100, 0],
    [30, 0],
    [0, 1000],
    [0, 1],
    [0, 1],
    [0, 0],
  ]);
  expect(asked[5]!.body).toEqual({ run_id: "r", metrics: [{ key: "nothing", value: "NaN", timestamp: 12, step: 0 }] });
  expect(asked[6]!.body).toEqual({ run_id: "r", status: "KILLED", end_time: 12 });
});

test.each([
  ["mlflow-artifacts:/7/r/artifacts", "/api/2.0/mlflow-artifacts/artifacts/7/r/artifacts/re%20ports/%C3%A4.html"],
  ["mlflow-artifacts://host:5000/a%20b/r", "/api/2.0/mlflow-artifacts/artifacts/a%20b/r/re%20ports/%C3%A4.html"],
])("a file of a run at %s", async (root, path) => {
  const { run, asked } = await runAt(root);
  await run.logArtifact("re ports/ä.html", "<p>");
  expect(asked[0]!.url.pathname).toBe(path);
  expect(asked[0]!.body).toEqual(new TextEncoder().encode("<p>"));
});

test("no file leaves its folder, nor goes where the server does not serve", async () => {
  const { run, asked } = await runAt("mlflow-artifacts:/7/r/artifacts");
  for (const path of ["", "../x", "a//b", "/a", "a/./b"]) {
    await expect(run.logArtifact(path, "x")).rejects.toThrow(`"path" expected a path such as "reports/report.html"`);
  }
  const other = await runAt("s3://bucket/7");
  await expect(other.run.logArtifact("a", "x")).rejects.toThrow(
    "artifacts of this server are at s3://bucket/7, not behind the server: start it with --serve-artifacts",
  );
  expect([...asked, ...other.asked]).toEqual([]);
});

test("a deleted experiment is reported, one that somebody else makes meanwhile is taken", async () => {
  const deleted = { status: 200, json: { experiment: { experiment_id: "7", lifecycle_stage: "deleted" } } };
  const of = (...answers: Answer[]) => {
    const { fetch } = fakeFetch(...answers);
    return connectMlflow("http://mlflow.test", { now: () => 0, fetch, retries: 0 }).experiment("players");
  };
  await expect(of(deleted)).rejects.toThrow('the experiment "players" was deleted: restore it, or take another name');
  const absent = { status: 404, json: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "" } };
  const there = { status: 400, json: { error_code: "RESOURCE_ALREADY_EXISTS", message: "" } };
  expect(await of(absent, there, EXPERIMENT)).toBe("7");
  expect(await of(absent, { status: 200, json: { experiment_id: "8" } })).toBe("8");
});
