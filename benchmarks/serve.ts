// `seqment serve` on one core, asked by autocannon on another: one path a request, 16 connections. Quality is requests a second;
// `p50` and `p99` are milliseconds, `failed` counts requests, `cpu_us` is the service's processor time for each, `service_mb` is the memory of the service. In the last case the
// model's file is written anew twice a second meanwhile. The peer is FastAPI around hdbscan.approximate_predict on the same
// vectors, ready-made: it need not embed the path.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setInterval as ticks } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fitSegments, loadSegments, type SegmentModel } from "../src";
import { word2vecEmbedder } from "../src/embedding";
import { demoLists } from "./data/demo-lists";
import type { Subject } from "./harness";

const CONNECTIONS = 16;

interface Params {
  readonly users: number;
  readonly requests: number;
  readonly reloads: boolean;
}

interface Input {
  readonly service: ChildProcess;
  readonly url: string;
  readonly model: SegmentModel;
  readonly folder: string;
}

interface Load {
  readonly per_second: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

interface Output extends Load {
  readonly cpu_us: number;
  readonly reloads: number;
}

const serve: Subject<Params, Input, Output> = {
  cases: (quick) =>
    [false, true].map((reloads) => ({
      case: `a path a request${reloads ? ", the model written anew" : ""}`,
      params: { users: quick ? 1000 : 5000, requests: quick ? 5000 : 30_000, reloads },
      alone: reloads,
    })),
  async prepare({ users }, folder) {
    const all = demoLists({ users: 2 * users, seed: 3 });
    const fitted = all.slice(0, users);
    const fresh = all.slice(users);
    const embedding = word2vecEmbedder({ vectorSize: 64, seed: 7 });
    const clustering = { method: "hdbscan", minClusterSize: 50, clusterSelectionMethod: "eom" } as const;
    const model = await fitSegments(fitted, { embedding, reduction: false, clustering, projection: false, seed: 7 });
    await model.save(`${folder}/model.seqment`);
    await writeFile(`${folder}/paths.json`, JSON.stringify(fresh.map((path) => ({ paths: [path] }))));
    const vectors = await (await embedding.fit(fitted)).embed([...fitted, ...fresh]);
    await writeFile(`${folder}/points.f32`, Buffer.from(vectors.data.buffer, 0, vectors.data.byteLength));
    await writeFile(
      `${folder}/shape.json`,
      JSON.stringify({ training: users, rows: vectors.rows, cols: vectors.cols }),
    );
  },
  async load(_, folder) {
    const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
    const args = [
      "--import",
      "tsx",
      main,
      "serve",
      `${folder}/model.seqment`,
      "--port",
      "0",
      "--reload-every",
      "100ms",
    ];
    const service = spawn("taskset", ["-c", "0", process.execPath, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    process.on("exit", () => service.kill());
    process.on("SIGTERM", () => process.exit());
    const [line] = (await once(createInterface({ input: service.stdout! }), "line")) as [string];
    return { service, url: /http\S+/.exec(line)![0], model: await loadSegments(`${folder}/model.seqment`), folder };
  },
  async run({ service, url, model, folder }, { requests, reloads }) {
    const before = processorTime(service.pid!);
    const ended = new AbortController();
    const writing = reloads ? writeAgain(model, `${folder}/model.seqment`, ended.signal) : Promise.resolve(0);
    const found = await askAll(`${url}/assign`, `${folder}/paths.json`, requests);
    ended.abort();
    const cpu_us = (processorTime(service.pid!) - before) / requests;
    return { ...found, cpu_us, reloads: await writing };
  },
  describe: (found, { service, model }) => ({
    n: model.sequences.weights.length,
    d: null,
    result: { ...found, service_mb: memoryOf(service.pid!) },
  }),
  quality: (result) => Math.round((result as Load).per_second),
  further: async (result) => {
    const { per_second: _, ...figures } = result as Record<string, number>;
    return figures;
  },
  peer: "peers/serve.py",
};

export default serve;

async function askAll(url: string, bodies: string, requests: number): Promise<Load> {
  const script = fileURLToPath(new URL("harness/http-load.ts", import.meta.url));
  const args = ["-c", "1", process.execPath, "--import", "tsx", script, url, bodies, `${requests}`, `${CONNECTIONS}`];
  const { stdout } = await promisify(execFile)("taskset", args);
  return JSON.parse(stdout);
}

/** Saves the model under another name of its first segment, again and again; how often. */
async function writeAgain(model: SegmentModel, file: string, signal: AbortSignal): Promise<number> {
  let times = 0;
  try {
    for await (const _ of ticks(500, undefined, { signal })) {
      await (await model.edit({ rename: { s1: `Version ${++times}` } })).save(file);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return times;
}

/** Resident megabytes of a process. */
function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

/** Microseconds of processor time that a process has taken; the system counts hundredths of a second. */
function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
