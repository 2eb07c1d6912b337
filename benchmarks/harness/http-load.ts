// Asks a service: `http-load.ts URL BODIES REQUESTS CONNECTIONS`; BODIES is a file of a JSON list of bodies, sent in turn. Prints
// what came of it.
import { readFileSync } from "node:fs";
import autocannon from "autocannon";

const [url, file, requests, connections] = process.argv.slice(2) as [string, string, string, string];
const bodies = JSON.parse(readFileSync(file, "utf8")) as object[];
const { latency, duration, errors, non2xx } = await autocannon({
  url,
  connections: Number(connections),
  amount: Number(requests),
  timeout: 60, // at its default of 10 s it also counts requests that were answered, when a run lasts longer
  requests: bodies.map((body) => ({
    method: "POST" as const,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })),
});
const failed = errors + non2xx; // timeouts are errors
console.log(JSON.stringify({ per_second: Number(requests) / duration, p50: latency.p50, p99: latency.p99, failed }));
