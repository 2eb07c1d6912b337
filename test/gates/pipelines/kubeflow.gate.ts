import { cp, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { loadSegments } from "../../../src";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { ROOT } from "../../helpers/subpaths";
import { mustRun } from "../command";
import { besidePython } from "../servers/mlflow";

const PYTHON = process.env.SEQMENT_PYTHON ?? "python3";
const KUBEFLOW = `${ROOT}integrations/kubeflow`;

let folder: string;
let app: string;

/** What the image holds, and a log. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-kubeflow-"));
  app = join(folder, "app");
  await cp(join(inject("consumer"), "node_modules"), join(app, "node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  for (const peer of ["hyparquet", "hyparquet-compressors", "@duckdb"]) {
    await symlink(`${ROOT}node_modules/${peer}`, join(app, "node_modules", peer));
  }
  for (const script of ["extract.mjs", "champion.mjs"])
    await cp(`${ROOT}integrations/docker/${script}`, join(app, script));
  const { events } = makeDemoLog({ users: 300, seed: 7 });
  const lines = events.map(({ user, action, time }) => `${user},${action},${new Date(time).toISOString()}`);
  await writeFile(join(folder, "events.csv"), `user_id,event,timestamp\n${lines.join("\n")}\n`);
});

test.each(["nightly", "once"])("the stored %s.yaml is what kfp compiles", async (name) => {
  await mustRun(PYTHON, ["-B", join(KUBEFLOW, "nightly.py"), "nightly.yaml", "once.yaml"], { cwd: folder });
  expect(await readFile(join(KUBEFLOW, `${name}.yaml`), "utf8")).toBe(
    await readFile(join(folder, `${name}.yaml`), "utf8"),
  );
});

test("the commands of the nightly pipeline do it, one after the other", async () => {
  const ran = await runPipeline("nightly", ["extract", "promote", "drift", "assign"], { window: "9999d" });
  const model = await loadSegments(ran.file("champion"));
  expect(model.segments.length).toBeGreaterThan(1);
  expect(JSON.parse(await readFile(ran.file("decision"), "utf8"))).toMatchObject({ outcome: "promoted" });
  expect(JSON.parse(await readFile(ran.file("verdict"), "utf8"))).toHaveProperty("drifted");
  expect(await linesOf(ran.file("users"))).toHaveLength(300);
});

test("and those of the one without a registry; KFP's local runner assigns as its command does", async () => {
  const ran = await runPipeline("once", ["extract", "fit", "assign"], { seed: "7" });
  const expected = await linesOf(ran.file("users"));
  expect(expected).toHaveLength(300);
  const command = join(app, "node_modules/.bin/seqment");
  const args = [KUBEFLOW, command, ran.file("model"), join(folder, "events.csv")];
  const out = await mustRun(PYTHON, ["-B", `${ROOT}test/gates/pipelines/lightweight.py`, ...args], { cwd: folder });
  expect(out).toContain("counted 300");
  expect(await linesOf(/written (.+)/.exec(out)![1]!)).toEqual(expected);
});

test("the Dockerfile has no fault that hadolint knows", async () => {
  expect(
    await mustRun(besidePython("hadolint"), ["--no-color", `${ROOT}integrations/docker/Dockerfile`], { cwd: folder }),
  ).toBe("");
});

/** Runs the compiled commands with their placeholders filled; `registry/models` stands for the volume. */
async function runPipeline(name: string, steps: readonly string[], given: Readonly<Record<string, string>>) {
  const json = "import json, sys, yaml; print(json.dumps(next(yaml.safe_load_all(open(sys.argv[1])))))";
  const compiled = JSON.parse(await mustRun(PYTHON, ["-c", json, join(KUBEFLOW, `${name}.yaml`)], { cwd: folder }));
  const columns = { user: "user_id", action: "event", time: "timestamp" };
  const place = await mkdtemp(join(folder, `${name}-`));
  const source = `'${join(folder, "events.csv")}'`;
  const range = { source, start: "1970-01-01", end: "2100-01-01", registry: join(place, "registry"), every: "7d" };
  const parameters: Record<string, string> = { ...columns, ...range, ...given };
  const names: Record<string, string> = name === "nightly" ? { model: "champion" } : {};
  const file = (artifact: string) => join(place, "artifacts", names[artifact] ?? artifact, "data");
  const fill = (text: string) =>
    text
      .replace(/\{\{\$\.(?:in|out)puts\.artifacts\['(\w+)'\]\.path\}\}/g, (_, artifact) => file(artifact))
      .replace(/\{\{\$\.inputs\.parameters\['(\w+)'\]\}\}/g, (all, key) => parameters[key] ?? all)
      .replaceAll("/app/", `${app}/`);
  const env = { PATH: `${join(app, "node_modules/.bin")}:${dirname(process.execPath)}:${process.env.PATH}` };
  for (const step of steps) {
    const { command, args } = compiled.deploymentSpec.executors[`exec-${step}`].container;
    const [program, ...rest] = [...command, ...args].map(fill) as [string, ...string[]];
    expect([program, ...rest].join("\n")).not.toContain("{{$");
    await mustRun(program, rest, { cwd: place, env });
  }
  return { file };
}

async function linesOf(path: string): Promise<unknown[]> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}
