import { type Said, watchProcess } from "./watched-process";

/** What wrong calls were answered with. */
export interface CallCounts {
  calls: number;
  /** Functions and methods that were called. */
  functions: number;
  /** With a result: what was wrong is allowed there, or did not matter. */
  answered: number;
  /** With an error of ours. */
  refused: number;
  /** With an engine's error, by its place and message. */
  readonly faults: Map<string, { count: number; example: string; stack: string }>;
  /** Calls that did not end in time, or ended the process. */
  readonly hangs: string[];
  /** Rejections that nobody could handle. */
  readonly unhandled: string[];
}

/** Longest time of a call; tiny data, so that a second is long. */
const PATIENCE_MS = 20_000;

/** Calls every public function wrongly for so long. */
export async function fuzzCalls(seconds: number, seed: number): Promise<CallCounts> {
  const counts: CallCounts = {
    calls: 0,
    functions: 0,
    answered: 0,
    refused: 0,
    faults: new Map(),
    hangs: [],
    unhandled: [],
  };
  let current = "";
  let began = 0;
  const times = new Map<string, number>();
  const onSaid = (said: Said): void => {
    if ("ready" in said) counts.functions = said.ready as number;
    if ("begin" in said) {
      const now = performance.now();
      const name = current.replace(/: .*/, "");
      times.set(name, (times.get(name) ?? 0) + now - began);
      current = said.begin as string;
      began = now;
    }
    if ("answered" in said) counts.answered += 1;
    if ("refused" in said) counts.refused += 1;
    if ("unhandled" in said) counts.unhandled.push(`${current}: ${said.unhandled}`);
    if ("crashed" in said) counts.hangs.push(`${current}: ${said.crashed}`);
    if ("fault" in said) {
      const kind = `${current.replace(/: .*/, "")}: ${said.fault}`;
      const known = counts.faults.get(kind) ?? { count: 0, example: current, stack: String(said.stack) };
      counts.faults.set(kind, { ...known, count: known.count + 1 });
    }
    if ("answered" in said || "refused" in said || "fault" in said) counts.calls += 1;
  };
  const end = performance.now() + seconds * 1000;
  for (let round = 0; performance.now() < end; round++) {
    const limit = Math.max(1000, end - performance.now());
    const ending = await watchProcess("call-loop.ts", [String(seed + round * 1_000_000)], {
      onSaid,
      limit,
      patience: PATIENCE_MS,
    });
    if (ending === "silent") counts.hangs.push(`${current}: no answer in ${PATIENCE_MS / 1000} s`);
  }
  console.log([...times].sort((a, b) => b[1] - a[1]).slice(0, 20));
  return counts;
}
