import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { fitSegments, loadSegments, type SegmentModel } from "../../../src";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { openRegistry } from "../../../src/registry";
import { connectMlflow, logModel, type MlflowClient, mirrorRegistry } from "../../../src/tracking";
import { eventsOf, pathsOf } from "../../helpers/demo-paths";
import { ROOT } from "../../helpers/subpaths";
import { mustRun, run } from "../command";
import { type PythonServer, serveModel, startMlflow } from "../servers/mlflow";

const PYTHON = process.env.SEQMENT_PYTHON ?? "python3";

let server: PythonServer;
let mlflow: MlflowClient;
let model: SegmentModel;
let folder: string;
let command: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-mlflow-client-"));
  command = join(inject("consumer"), "node_modules/.bin/seqment");
  server = await startMlflow();
  mlflow = connectMlflow(server.address, { now: Date.now });
  model = await fitSegments(await eventsOf(makeDemoLog({ users: 300, seed: 7 }).events), { seed: 7 });
});
afterAll(() => server?.close());

test("a run keeps parameters, metrics that are no numbers of JSON, tags and files", async () => {
  const run = await mlflow.startRun("notes ä/1", { name: "first", tags: { made: "here" } });
  await run.logParameters({ clustering: { method: "kmeans", k: 4 }, 名: "✓" });
  await run.logMetrics({
    share: 0.25,
    none: Number.NaN,
    most: Number.POSITIVE_INFINITY,
    least: Number.NEGATIVE_INFINITY,
  });
  await run.logMetrics({ share: 0.5 }, 1);
  await run.logArtifact("notes/a b.txt", "text");
  await run.end();
  const kept = await mlflow.run(run.id);
  expect(kept).toMatchObject({
    status: "FINISHED",
    parameters: { "clustering.method": "kmeans", "clustering.k": "4", 名: "✓" },
    metrics: { share: 0.5, none: Number.NaN, most: Number.POSITIVE_INFINITY, least: Number.NEGATIVE_INFINITY },
    tags: { made: "here", "mlflow.runName": "first" },
  });
  expect(await mlflow.experiment("notes ä/1")).toBe(kept.experimentId);
  await expect(run.logParameters({ 名: "other" })).rejects.toMatchObject({ code: "INVALID_PARAMETER_VALUE" });
  await expect(mlflow.run("nobody")).rejects.toThrow(
    "GET /api/2.0/mlflow/runs/get was answered 404 RESOURCE_DOES_NOT_EXIST: Run with id=nobody not found",
  );
});

test("a registered model is scored alike by pyfunc, spark_udf, the server of MLflow and assign", async () => {
  const first = await logModel(mlflow, model, { experiment: "players", registeredModel: "players" });
  const second = await logModel(mlflow, model, {
    experiment: "players",
    registeredModel: "players",
    alias: "champion",
    artifacts: { "report.html": "<p>" },
  });
  expect([first.version, second.version, (await mlflow.versionOf("players", "champion"))?.version]).toEqual([
    "1",
    "2",
    "2",
  ]);
  const loaded = await loadSegments(await mlflow.downloadModel("players", "champion"));
  expect(await loaded.hash()).toBe(await model.hash());

  const seen = pathsOf(await eventsOf(makeDemoLog({ users: 60, seed: 7 }).events));
  const fresh = pathsOf(await eventsOf(makeDemoLog({ users: 60, seed: 8 }).events));
  const distinct = new Set(
    [...seen, ...fresh, [], ["NEVER_SEEN"], ["日本", "START"]].map((path) => JSON.stringify(path)),
  );
  const paths = [...distinct].map((text) => JSON.parse(text) as string[]);
  const expected = (await model.assign(paths)).map(({ segment, name, confidence, membership, novelty, reason }) => ({
    segment,
    segment_id: segment < 0 ? "" : model.lineage.ids[segment],
    segment_name: name ?? "",
    ...{ confidence, membership, novelty, reason },
  }));
  expect(new Set(expected.map(({ segment }) => segment)).size).toBeGreaterThan(2);

  const env = { MLFLOW_TRACKING_URI: server.address, SEQMENT_COMMAND: command };
  const uri = "models:/players@champion";
  const out = await mustRun(PYTHON, [`${ROOT}test/gates/pipelines/score.py`, uri], {
    cwd: folder,
    env,
    input: JSON.stringify(paths),
  });
  const scored = JSON.parse(out.slice(out.indexOf('{"pyfunc"')));
  expect(scored.pyfunc).toEqual(expected);
  expect(scored.spark_udf).toEqual(expected);

  const scorer = await serveModel(uri, env, folder);
  try {
    const body = JSON.stringify({ dataframe_split: { columns: ["path"], data: paths.map((path) => [path]) } });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${scorer.address}/invocations`, { method: "POST", headers, body });
    expect((await answer.json()).predictions).toEqual(expected);
  } finally {
    await scorer.close();
  }
});

test("the promotions of a registry are mirrored, each model once", async () => {
  let at = 1;
  const registry = await openRegistry(join(folder, "registry"), { now: () => at++ });
  const options = { registeredModel: "mirrored" };
  expect(await mirrorRegistry(mlflow, registry, options)).toEqual({ champion: null, challenger: null, logged: [] });
  await registry.register(model);
  await registry.shadow("v1");
  expect(await mirrorRegistry(mlflow, registry, options)).toEqual({ champion: null, challenger: "1", logged: ["1"] });
  expect(await mirrorRegistry(mlflow, registry, options)).toEqual({ champion: null, challenger: "1", logged: [] });
  const kept = await loadSegments(await mlflow.downloadModel("mirrored", "challenger"));
  expect(await kept.hash()).toBe(await model.hash());
});

test("seqment fit logs what it fits", async () => {
  const { events } = makeDemoLog({ users: 120, seed: 3 });
  await writeFile(join(folder, "events.ndjson"), events.map((event) => JSON.stringify(event)).join("\n"));
  const reading = ["events.ndjson", "--user", "user", "--action", "action", "--time", "time", "--embedding", "ngrams"];
  const tracking = [
    "--mlflow",
    server.address,
    "--experiment",
    "shell",
    "--registered-model",
    "shell",
    "--alias",
    "champion",
  ];
  const out = await mustRun(command, ["fit", ...reading, ...tracking], { cwd: folder });
  expect(out.replace(/\s+/g, " ")).toMatch(/Logged to http:\S+ as models:\/shell\/1 \(run \w{32}\)\./);
  const { runId } = (await mlflow.versionOf("shell", "champion"))!;
  expect((await mlflow.run(runId)).parameters).toMatchObject({ "embedding.method": "ngrams" });
  const { code, output } = await run(command, ["fit", ...reading, "--mlflow", "http://127.0.0.1:1"], { cwd: folder });
  expect([code, output]).toEqual([2, expect.stringContaining("--mlflow needs --experiment")]);
});
