// An embedder of one's own: a remote service that turns texts into vectors, asked in batches, each distinct text once.
// The service here is a small server on this machine, standing in for one on the network.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { customEmbedder, fitSegments } from "seqment";

const BATCH = 16;
const DIMENSIONS = 26;

/** The service: letters of each text, counted. A real one would run a language model. */
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const { texts } = JSON.parse(body) as { texts: string[] };
  const vectors = texts.map((text) => {
    const counts = new Array<number>(DIMENSIONS).fill(0);
    for (const letter of text.toLowerCase().match(/[a-z]/g) ?? []) counts[letter.charCodeAt(0) - 97]! += 1;
    return counts;
  });
  response.setHeader("content-type", "application/json").end(JSON.stringify({ vectors }));
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/embed`;

let requests = 0;
const embedder = customEmbedder(
  async (lists, { signal }) => {
    const vectors: number[][] = [];
    for (let start = 0; start < lists.length; start += BATCH) {
      const texts = lists.slice(start, start + BATCH).map((actions) => actions.join(", "));
      const answer = await fetch(url, { method: "POST", body: JSON.stringify({ texts }), signal: signal ?? null });
      if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
      vectors.push(...((await answer.json()) as { vectors: number[][] }).vectors);
      requests += 1;
    }
    return vectors;
  },
  { dimensions: DIMENSIONS, method: "remote" },
);

const lists = Array.from({ length: 120 }, (_, user) =>
  user % 2 === 0
    ? ["OPEN", ...Array<string>(1 + (user % 5)).fill("WATCH_VIDEO"), "CLOSE"]
    : ["OPEN", ...Array<string>(1 + (user % 7)).fill("BUY_BOOST"), "QUIT"],
);
const model = await fitSegments(lists, { embedding: embedder, projection: false });
for (const { name, size } of model.segments) console.log(`${name}: ${size} users`);
console.log(`${requests} requests for ${model.sequences.weights.length} distinct sequences of ${lists.length} users`);
server.close();
