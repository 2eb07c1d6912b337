import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Contestant, NotInstalled } from "./contestant";
import type { Case, Subject } from "./subject";

/** One line of a benchmark's output. */
export interface CaseFigures {
  readonly case: string;
  readonly n: number;
  readonly d: number | null;
  /** Median of the timed runs. */
  readonly ms: number;
  /** Largest resident memory of our process, data included. */
  readonly rss_mb: number;
  /** Library and version, or that it is not installed; null where there is no peer. */
  readonly peer: string | null;
  readonly peer_ms: number | null;
  /** How many times longer the peer takes. */
  readonly ratio: number | null;
  readonly quality: number | null;
  readonly peer_quality: number | null;
  /** Further figures of both results, where the subject judges more than one thing. */
  readonly further?: Readonly<Record<string, number>>;
  readonly peer_further?: Readonly<Record<string, number>>;
}

// biome-ignore lint/suspicious/noExplicitAny: the harness hands a subject its own values back, whatever they are
export type AnySubject = Subject<any, any, any>;

const OURS = fileURLToPath(new URL("ours.ts", import.meta.url));
const ROUNDS = 5;
const QUICK_ROUNDS = 3;
/** No further round starts after this time, so that a slow peer is timed once rather than five times. */
const BUDGET_MS = 20_000;
/** A side whose warm-up run takes this long is not run again: warming up saves little of so much. */
const LONG_RUN_MS = 20_000;

/** Measures one case: ours and the peer in turn, each in a process of its own, after one warm-up run each. */
export async function measure(file: URL, what: Case<object>, quick: boolean): Promise<CaseFigures> {
  const subject: AnySubject = (await import(file.href)).default;
  const folder = await mkdtemp(join(tmpdir(), "seqment-bench-"));
  const sides: Contestant[] = [];
  try {
    await subject.prepare?.(what.params, folder);
    const args = [JSON.stringify(what.params), folder];
    const ours = await Contestant.start(OURS, [file.href, ...args]);
    sides.push(ours);
    const peer = await startPeer(
      subject.peer === undefined || what.alone ? undefined : new URL(subject.peer, file),
      args,
    );
    if (peer instanceof Contestant) sides.push(peer);

    const [times, peerTimes] = await timeInTurn(sides, subject.rounds ?? (quick ? QUICK_ROUNDS : ROUNDS));

    const described = await ours.describe();
    const peerDescribed = peer instanceof Contestant ? await peer.describe() : undefined;
    const judge = async (result: unknown, other: unknown) =>
      round((await subject.quality?.(result, what.params, folder, other)) ?? null);
    const further = async (result: unknown) => {
      const figures = Object.entries((await subject.further?.(result, what.params, folder)) ?? {});
      return Object.fromEntries(figures.map(([name, figure]) => [name, round(figure as number)]));
    };
    const ms = median(times!);
    const peerMs = peerTimes ? median(peerTimes) : null;
    return {
      case: what.case,
      n: described.n,
      d: described.d,
      ms: round(ms),
      rss_mb: Math.round(described.rss_mb),
      peer: peer instanceof Contestant ? peer.name : peer,
      peer_ms: round(peerMs),
      ratio: round(peerMs === null ? null : peerMs / ms),
      quality: await judge(described.result, peerDescribed?.result),
      peer_quality: peerDescribed ? await judge(peerDescribed.result, described.result) : null,
      ...(subject.further && { further: await further(described.result) }),
      ...(subject.further && peerDescribed && { peer_further: await further(peerDescribed.result) }),
    };
  } finally {
    for (const side of sides) side.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startPeer(peer: URL | undefined, args: readonly string[]) {
  if (peer === undefined) return null;
  try {
    return await Contestant.start(fileURLToPath(peer), args);
  } catch (error) {
    if (error instanceof NotInstalled) return `${error.message} is not installed`;
    throw error;
  }
}

async function timeInTurn(sides: readonly Contestant[], rounds: number): Promise<number[][]> {
  const times: number[][] = [];
  for (const side of sides) {
    const warmUp = await side.run();
    times.push(warmUp > LONG_RUN_MS ? [warmUp] : []);
  }
  const quick = [...sides.keys()].filter((i) => times[i]!.length === 0);
  const start = performance.now();
  for (let done = 0; done < rounds && (done === 0 || performance.now() - start < BUDGET_MS); done++) {
    for (const i of quick) times[i]!.push(await sides[i]!.run());
  }
  return times;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Five significant digits. */
function round<T extends number | null>(value: T): T {
  return (value === null ? null : Number(value.toPrecision(5))) as T;
}
