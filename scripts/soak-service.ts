// A soak of the HTTP service, by hand: so many requests, nine in ten with a path of their own to assign, one in ten with events of
// one of 10,000 users, kept in memory. Prints requests a second and the memory of the service as it goes, which must stay flat; an
// hour at 3,000 a second is 10.8 million.
//   npx tsx scripts/soak-service.ts 1000000
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { demoLists } from "../benchmarks/data/demo-lists";
import { fitSegments } from "../src";
import { randomStream } from "../src/core/internal";

const CONNECTIONS = 16;
const REPORTS = 20;
const USERS = 10_000;
const EVENTS = 5;
/** Memory may be so much above what it was after a quarter of the requests. */
const FLAT = 1.15;

const requests = Number(process.argv[2] ?? 100_000);
const random = randomStream(1, "scripts/soak-service");
const lists = demoLists({ users: 2000, seed: 7 });
const actions = [...new Set(lists.flat())];
let sent = 0;

const folder = await mkdtemp(join(tmpdir(), "seqment-soak-"));
try {
  const model = join(folder, "model.seqment");
  await (await fitSegments(lists, { seed: 7, projection: false })).save(model);
  const { service, url } = await started(model);
  const memory: number[] = [];
  for (let part = 1; part <= REPORTS; part++) {
    const amount = Math.ceil(requests / REPORTS);
    const { duration, latency, errors, non2xx } = await autocannon({
      url,
      amount,
      connections: CONNECTIONS,
      timeout: 60,
      requests: [{ method: "POST", setupRequest: (request) => ({ ...request, ...nextRequest() }) }],
    });
    memory.push(memoryOf(service.pid!));
    const figures = [part * amount, Math.round(amount / duration), latency.p99, errors + non2xx, memory.at(-1)];
    console.log(figures.join("\t"), "requests, a second, ms p99, failed, MB");
  }
  service.kill("SIGTERM");
  await once(service, "exit");
  const settled = memory[REPORTS / 4 - 1]!;
  if (Math.max(...memory.slice(REPORTS / 4)) > FLAT * settled) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

async function started(model: string): Promise<{ service: ChildProcess; url: string }> {
  const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
  const args = ["--import", "tsx", main, "serve", model, "--port", "0", "--ttl", "1h"];
  const service = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  process.on("exit", () => service.kill());
  const [line] = (await once(createInterface({ input: service.stdout! }), "line")) as [string];
  return { service, url: /http\S+/.exec(line)![0] };
}

function nextRequest() {
  const request = sent++;
  const draw = (place: number, below: number) => Math.floor(random.uniform(request, place) * below);
  const headers = { "content-type": "application/json" };
  if (request % 10 === 0) {
    const user = `u${draw(0, USERS)}`;
    const time = Date.now();
    const events = Array.from({ length: EVENTS }, (_, i) => {
      return { user, action: actions[draw(i + 1, actions.length)]!, time: time + i, id: `${request}-${i}` };
    });
    return { path: "/events", headers, body: JSON.stringify({ events }) };
  }
  const path = Array.from({ length: 2 + draw(0, 12) }, (_, i) => actions[draw(i + 1, actions.length)]!);
  return { path: "/assign", headers, body: JSON.stringify({ paths: [path] }) };
}

/** Resident megabytes of a process. */
function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
