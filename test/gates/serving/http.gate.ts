import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { fitSegments, type SegmentModel } from "../../../src";
import { createAssigner, type UserEvent } from "../../../src/online";
import { openRegistry } from "../../../src/registry";
import { memoryStore } from "../../../src/stores";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";
import { decisionOn } from "../../helpers/registry-models";
import { ROOT } from "../../helpers/subpaths";
import { run } from "../command";
import { type RedisServer, startRedis } from "../servers/redis";
import { ask, type ServiceProcess, startService } from "./service-process";

let folder: string;
let paths: string[][];
let model: SegmentModel;
let other: SegmentModel;
/** SHA-256 of the first model. */
let first: string;
let redis: RedisServer;
const running: ServiceProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-http-"));
  paths = pathsOf((await demoEvents(400)).events);
  model = await fitSegments(paths, { embedding: "ngrams", projection: false, seed: 7 });
  other = await model.edit({ rename: { s1: "Others" } });
  await model.save(join(folder, "players.seqment"));
  first = await model.hash();
  redis = await startRedis();
});

afterAll(async () => {
  for (const service of running) await service.end("SIGKILL");
  await redis?.close();
  await rm(folder, { recursive: true });
});

async function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
  const service = await startService(["--port", "0", ...args], env);
  running.push(service);
  return service;
}

/** Asks for one path after the other until asked to stop, in several loops; the statuses and models of all answers. */
function load(url: string, clients = 8) {
  const statuses = new Map<number | string, number>();
  const models = new Set<string>();
  let goesOn = true;
  const loops = Array.from({ length: clients }, async (_, c) => {
    for (let i = c; goesOn; i++) {
      const found = await ask(`${url}/assign`, { paths: [paths[i % paths.length]] }).catch((error: Error) => ({
        status: String(error.cause ?? error),
        body: {} as Record<string, never>,
      }));
      statuses.set(found.status, (statuses.get(found.status) ?? 0) + 1);
      if (found.body.model) models.add(found.body.model);
    }
  });
  return {
    statuses,
    models,
    async stop() {
      goesOn = false;
      await Promise.all(loops);
    },
  };
}

async function until(what: () => boolean, seconds = 60): Promise<void> {
  for (let i = 0; i < seconds * 50 && !what(); i++) await wait(20);
  expect(what()).toBe(true);
}

describe("seqment serve", () => {
  test("without fastify says how to install it", async () => {
    const consumer = inject("consumer");
    const { code, output } = await run("npx", ["seqment", "serve", join(folder, "players.seqment")], { cwd: consumer });
    expect({ code, output }).toEqual({
      code: 1,
      output: 'seqment: the service over HTTP needs "fastify", which is not installed. Run: npm install fastify\n',
    });
    const args = ["seqment", "serve", join(folder, "players.seqment"), "--store", "redis://127.0.0.1:1"];
    expect(await run("npx", args, { cwd: consumer })).toMatchObject({
      code: 1,
      output: 'seqment: --store redis://... needs "ioredis", which is not installed. Run: npm install ioredis\n',
    });
  });

  test("refuses a public address without a token, and what is no store", async () => {
    const serve = (args: readonly string[]) =>
      run(process.execPath, ["dist/cli/main.js", "serve", join(folder, "players.seqment"), ...args], {
        cwd: ROOT,
      });
    const open = await serve(["--host", "0.0.0.0", "--port", "0"]);
    expect(open.output).toContain('--host expected a loopback address, or "token" or "allowPublic" beside it');
    const wrong = await serve(["--store", "mysql://x"]);
    expect(wrong.output).toContain(
      "--store expected memory, redis://..., redis+unix:///SOCKET, postgres://... or sqlite:FILE",
    );
    const away = await serve(["--store", `redis+unix://${join(folder, "no-socket")}`]);
    expect(away.output).toContain("--store: Redis does not answer: ");
    expect([open.code, wrong.code, away.code]).toEqual([2, 2, 1]);
  });

  test("loses no event that it answered for, killed again and again, and counts none twice", async () => {
    const place = [join(folder, "players.seqment"), "--store", `redis+unix://${redis.socket}`, "--namespace", "killed"];
    const lists: UserEvent[][] = [];
    for (let i = 0; i < 200; i++) {
      const path = paths[i % paths.length]!;
      const user = `user ${i % 60}/ä`;
      lists.push(
        path.slice(0, 8).map((action, k) => ({ user, action, time: 1000 * i + k, id: `${i}.${k}`, value: 1 })),
      );
    }
    let service = await start(place);
    let ended = false;
    const killer = (async () => {
      for (let kills = 0; kills < 4; kills++) {
        await wait(300 + 150 * kills);
        if (ended) return kills;
        await service.end("SIGKILL");
        service = await start(place);
      }
      return 4;
    })();
    let failed = 0;
    for (const events of lists) {
      for (;;) {
        const status = await ask(`${service.url}/events`, { events }).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 200) break;
        failed += 1;
        await wait(20);
      }
      await wait(10); // so that there is something to kill
    }
    ended = true;
    expect(await killer).toBeGreaterThan(1);
    expect(failed).toBeGreaterThan(0);
    const assigner = await createAssigner(model, { store: memoryStore({ now: () => 1 }) });
    for (const events of lists) await assigner.push(events);
    for (const user of new Set(lists.map(([event]) => event!.user))) {
      const { body } = await ask(`${service.url}/users/${encodeURIComponent(user)}`);
      expect(body).toEqual(await assigner.segmentOf(user));
    }
    expect(await service.end("SIGTERM")).toBe(0);
  });

  test("answers with the file's new model, with no failed request, and keeps the old one where the new is torn", async () => {
    const file = join(folder, "live.seqment");
    await model.save(file);
    const service = await start([file, "--reload-every", "50ms"]);
    const traffic = load(service.url);
    for (const next of [other, model, other]) {
      await next.save(file);
      const hash = await next.hash();
      await until(() => service.output().trimEnd().endsWith(`Answering with the model ${hash}.`));
    }
    await writeFile(`${file}.torn`, "seqment\x01");
    await rename(`${file}.torn`, file);
    await until(() => service.output().includes("the model before goes on answering"));
    await wait(100);
    await traffic.stop();
    expect([...traffic.statuses.keys()]).toEqual([200]);
    expect(traffic.models).toEqual(new Set([await model.hash(), await other.hash()]));
    const { body } = await ask(`${service.url}/segments`);
    expect(body.model).toBe(await other.hash());
    await model.save(file);
    service.child.kill("SIGHUP");
    await until(() => service.output().trimEnd().endsWith(`${first}.`));
    expect(await service.end("SIGTERM")).toBe(0);
  });

  test("follows the champion of a registry, with no failed request", async () => {
    const place = join(folder, "registry");
    await mkdir(place);
    const registry = await openRegistry(place, { now: Date.now, by: "gate" });
    for (const next of [model, other]) await registry.register(next);
    await registry.decide(await decisionOn(model, null));
    const service = await start([place, "--reload-every", "50ms"]);
    const traffic = load(service.url);
    await until(() => traffic.models.size === 1);
    await registry.decide(await decisionOn(other, model));
    await until(() => traffic.models.size === 2);
    await registry.rollback({ why: "gate" });
    await until(() => service.output().trimEnd().endsWith(`Answering with the model ${first}.`));
    await traffic.stop();
    expect([...traffic.statuses.keys()]).toEqual([200]);
    expect(await service.end("SIGTERM")).toBe(0);
  });

  test("ends with 0 on SIGTERM, having answered what it had taken", async () => {
    const service = await start([join(folder, "players.seqment")]);
    const traffic = load(service.url);
    await until(() => (traffic.statuses.get(200) ?? 0) > 100);
    expect(await service.end("SIGTERM")).toBe(0);
    await traffic.stop();
    // what it had not taken is refused by the system, or the connection was closed between two requests
    const failures = [...traffic.statuses.keys()].filter((status) => status !== 200).map(String);
    for (const failure of failures) expect(failure).toMatch(/ECONNREFUSED|other side closed|ECONNRESET/);
  });

  test("ends connections of clients that do not send what they began", async () => {
    const service = await start([join(folder, "players.seqment"), "--request-timeout", "1s"]);
    const { port, hostname } = new URL(service.url);
    const slow = connect(Number(port), hostname);
    let received = "";
    slow.on("data", (text) => {
      received += text;
    });
    slow.write("POST /assign HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{");
    await new Promise((closed) => slow.on("close", closed));
    expect(received).toMatch(/^HTTP\/1\.1 408 /);
    expect(await service.end("SIGTERM")).toBe(0);
  });

  test("holds what its OpenAPI document says (schemathesis)", async () => {
    const token = "a-token-of-the-gate";
    const limits = ["--max-batch", "20", "--max-path-length", "20"];
    const service = await start(
      [join(folder, "players.seqment"), "--store", `redis+unix://${redis.socket}`, ...limits],
      {
        SEQMENT_TOKEN: token,
      },
    );
    // that a pattern is no path pattern can be expressed by no schema
    await writeFile(
      join(folder, "schemathesis.toml"),
      `[[operations]]
include-name = "POST /explain"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400"]
`,
    );
    const python = process.env.SEQMENT_PYTHON ?? "python3";
    const settings = ["--seed", "1", "--max-examples", "30", "-H", `Authorization: Bearer ${token}`];
    const { code, output } = await run(
      python,
      ["-m", "schemathesis.cli", "run", `${service.url}/openapi.json`, ...settings],
      { cwd: folder },
    );
    if (output.includes("No module named")) {
      throw new Error("schemathesis is missing for SEQMENT_PYTHON: pip install -r test/gates/requirements.txt");
    }
    expect(code, output).toBe(0);
    expect(output).toMatch(/Operations: +10 selected/); // all but the document itself
    expect(await service.end("SIGTERM")).toBe(0);
  });
});
