// Names and descriptions by a language model on this machine, behind an endpoint of OpenAI's shape, as llama.cpp, Ollama and vLLM
// offer it: MODEL_URL=http://127.0.0.1:8080/v1 npx tsx name-by-a-model.ts. Without MODEL_URL a small server stands in for it.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fitSegments } from "seqment";
import type { DescribeSegment } from "seqment/profiles";

/** Asks the endpoint. Errors are no matter: the segment is asked for again, and else keeps the words that seqment found. */
function modelAt(url: string, model: string): DescribeSegment {
  return async ({ prompt }, { signal }) => {
    const answer = await fetch(`${url}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model, temperature: 0, seed: 1, messages: [{ role: "user", content: prompt }] }),
      signal,
    });
    if (!answer.ok) throw new Error(`the model answered ${answer.status}`);
    const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
    return choices[0]!.message.content; // JSON with a name and a description, as the prompt asks for
  };
}

/** Stands in for a model: busy at first, it then names the action that the findings begin with. */
let requests = 0;
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  requests += 1;
  if (requests === 1) {
    response.writeHead(429).end();
    return;
  }
  const [{ content: prompt }] = JSON.parse(body).messages as [{ content: string }];
  const most = /^- (\S+).* \((\d+%)/m.exec(prompt) ?? [];
  const words = { name: `Fans of ${most[1]}`, description: `${most[2]} of them do ${most[1]}.` };
  const content = `Here you are:\n${JSON.stringify(words)}`;
  response.setHeader("content-type", "application/json").end(JSON.stringify({ choices: [{ message: { content } }] }));
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const url = process.env.MODEL_URL ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;

const habits = ["OPEN -> SEARCH -> VIEW -> PAY", "OPEN -> PLAY -> FAIL -> PLAY", "CHAT -> SHARE -> CHAT"];
const paths = Array.from({ length: 300 }, (_, user) => habits[user % 3]!);
const model = await fitSegments(paths, {
  projection: false,
  profiles: {
    describe: {
      write: modelAt(url, "local"),
      instructions: "Names are read by the support team. No marketing language.",
      timeLimit: "120s",
      pause: "50ms", // a real service may want "2s"
    },
  },
});

for (const { name, description, size, words } of model.segments) {
  console.log(`${name} (${size}): ${description}`);
  console.log(`  seqment calls them: ${words.keywords}; asked ${words.audit!.asks === 1 ? "once" : "again"}`);
}
const [first] = model.segments;
console.log(`the prompt for the first is kept: ${first!.words.audit!.prompt.split("\n").length} lines`);
for (const note of model.report.notes) console.log(note);
server.close();
