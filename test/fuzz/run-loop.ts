import { type Said, watchProcess } from "./watched-process";

/** What so many attempts came to. */
export interface Counts {
  attempts: number;
  /** Functions that were called, or models that were changed. */
  subjects: number;
  /** With a result: what was wrong is allowed there, or did not matter. */
  answered: number;
  /** With an error of ours. */
  refused: number;
  /** With an engine's error or an impossible answer, by what it is. */
  readonly faults: Map<string, Fault>;
  /** Those that did not end in time, or ended the process. */
  readonly hangs: string[];
  /** Rejections that nobody could handle. */
  readonly unhandled: string[];
}

interface Fault {
  readonly count: number;
  readonly first: string;
  readonly stack: string;
}

/** When a loop is over: after so many seconds or attempts, whichever is first. */
export interface Until {
  readonly seconds: number;
  readonly attempts: number;
}

/** Longest time of one attempt; the data is tiny, so that a second is long. */
const PATIENCE_MS = 20_000;

/** Runs a loop of this folder, again after each attempt that hangs, until it is over. */
export async function runLoop(script: string, until: Until, seed: number): Promise<Counts> {
  const counts: Counts = {
    ...{ attempts: 0, subjects: 0, answered: 0, refused: 0 },
    ...{ faults: new Map(), hangs: [], unhandled: [] },
  };
  let current = "";
  const onSaid = (said: Said): boolean => {
    if ("begin" in said) current = String(said.begin);
    count(counts, current, said);
    return counts.attempts >= until.attempts;
  };
  const end = performance.now() + until.seconds * 1000;
  for (let round = 0; performance.now() < end && counts.attempts < until.attempts; round++) {
    const limit = Math.max(1000, end - performance.now());
    const watch = { onSaid, limit, patience: PATIENCE_MS };
    const ending = await watchProcess(script, [String(seed + round * 1_000_000)], watch);
    if (ending === "silent") counts.hangs.push(`${current}: no answer in ${PATIENCE_MS / 1000} s`);
    if (ending === "ended" && counts.attempts === 0) break; // it does not even begin
  }
  return counts;
}

function count(counts: Counts, current: string, said: Said): void {
  if ("ready" in said) counts.subjects = Number(said.ready);
  if ("answered" in said) counts.answered += 1;
  if ("refused" in said) counts.refused += 1;
  if ("unhandled" in said) counts.unhandled.push(`${current}: ${said.unhandled}`);
  if ("crashed" in said) counts.hangs.push(`${current}: ${said.crashed}`);
  if ("fault" in said) {
    const kind = `${current.replace(/: .*/, "")}: ${said.fault}`;
    const known = counts.faults.get(kind) ?? { count: 0, first: current, stack: String(said.stack) };
    counts.faults.set(kind, { ...known, count: known.count + 1 });
  }
  if ("answered" in said || "refused" in said || "fault" in said) counts.attempts += 1;
}

/** What there is to mend, as text; empty when there is nothing. */
export function complaintsOf({ faults, hangs, unhandled }: Counts): string {
  const ofFaults = [...faults].sort().map(([kind, { count, first, stack }]) => {
    return `fault x${count} ${kind}\n  first by ${first}\n${stack}\n`;
  });
  return [...ofFaults, ...hangs.map((hang) => `hang ${hang}\n`), ...unhandled.map((one) => `unhandled ${one}\n`)].join(
    "\n",
  );
}
