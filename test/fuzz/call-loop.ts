import "./mark-errors";
import fc from "fast-check";
import { faultOf } from "./judge-error";
import { knownOptions } from "./known-options";
import { recordCalls } from "./record-calls";
import { report } from "./report";
import { type WrongCall, wrongCall } from "./wrong-calls";

/**
 * Makes wrong calls until it is ended, and says a line of JSON before and after each. `run-fuzz.ts` starts it in a process
 * of its own and looks after it.
 */
const seed = Number(process.argv[2] ?? 1);
process.on("unhandledRejection", (error) => report({ unhandled: describe(error) }));
process.on("uncaughtException", (error) => report({ unhandled: describe(error) }));
process.on("warning", () => {});

const calls = await recordCalls();
const wrong = wrongCall(calls, await knownOptions(calls));
report({ ready: new Set(calls.map(({ name }) => name)).size });
for (let round = 0; ; round++) {
  for (const one of fc.sample(wrong, { seed: seed + round, numRuns: 100 })) {
    report({ begin: `${one.of.name}: ${one.how}` });
    report(await outcomeOf(one));
  }
}

async function outcomeOf({ of, args }: WrongCall): Promise<object> {
  try {
    const result = await of.call(...args());
    (result as { dispose?: () => void } | undefined)?.dispose?.();
    return { answered: true };
  } catch (error) {
    const fault = faultOf(error);
    return fault === undefined ? { refused: true } : { fault, stack: stackOf(error) };
  }
}

function stackOf(error: unknown): string | undefined {
  return (error as Error | undefined)?.stack?.split("\n").slice(1, 6).join("\n");
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
