import { createInterface } from "node:readline";
import type { Subject } from "./subject";

/**
 * The child's side of the protocol, the same for ours and for a TypeScript peer (`peers/peer.py` is its Python twin).
 * Started as `SCRIPT PARAMS FOLDER`, it loads and says `{"name"}`; then every line `run` is answered by `{"ms"}`, and a
 * last line `describe` by `{"n","d","result","rss_mb"}`.
 */
export async function serve<Params extends object, Input, Output>(
  name: string,
  { load, run, describe }: Pick<Subject<Params, Input, Output>, "load" | "run" | "describe">,
): Promise<void> {
  const [json, folder] = process.argv.slice(-2) as [string, string];
  const params = JSON.parse(json) as Params;
  const input = await load(params, folder);
  let output: Output | undefined;
  say({ name });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === "run") {
      output = undefined;
      const start = performance.now();
      output = await run(input, params);
      say({ ms: performance.now() - start });
    } else {
      const rss_mb = process.resourceUsage().maxRSS / 1024; // before describing, which may copy
      say({ ...describe(output as Output, input), rss_mb });
    }
  }
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
