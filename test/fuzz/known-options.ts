import type { RecordedCall } from "./record-calls";
import type { KnownOptions } from "./wrong-calls";

const NO_OPTION = "noSuchOption9";
/** An example that reaches the network with it. */
const LEFT_OUT = ["allowRemote", "cacheDir", "localModelPath"];
const DEEPEST = 3;

/** Asks each function for its options: a refusal of an unknown one lists those that are known. */
export async function knownOptions(calls: readonly RecordedCall[]): Promise<KnownOptions> {
  const found = new Map<RecordedCall, (readonly [number, string])[]>();
  for (const call of calls) {
    const options: [number, string][] = [];
    for (let at = 0; at <= call.args.length; at++) {
      const given = call.args[at];
      if (given !== undefined && Object.getPrototypeOf(given ?? 0) !== Object.prototype) continue;
      for (const name of await optionsBelow(call, at, [])) options.push([at, name]);
    }
    if (options.length > 0) found.set(call, options);
  }
  return found;
}

async function optionsBelow(of: RecordedCall, at: number, path: readonly string[]): Promise<string[]> {
  const asked = [...path, NO_OPTION].reduceRight<unknown>((value, key) => ({ [key]: value }), 1);
  const message = await messageOf(() => of.call(...of.args.toSpliced(at, 1, asked)));
  if (!message?.includes(`"${[...path, NO_OPTION].join(".")}" is not an option; known options: `)) return [];
  const names = message.slice(message.indexOf("known options: ") + "known options: ".length).split(", ");
  const all: string[] = [];
  for (const name of names.filter((name) => !LEFT_OUT.includes(name))) {
    all.push([...path, name].join("."));
    if (path.length + 1 < DEEPEST) all.push(...(await optionsBelow(of, at, [...path, name])));
  }
  return all;
}

async function messageOf(run: () => unknown): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : undefined;
  }
}
