/** A step of long work: `{ stage: "clustering", fraction: 0.4 }`. */
export interface Progress {
  /** The stage at work, such as `reading`, `embedding`, `clustering`. */
  readonly stage: string;
  /** Share of that stage that is done, from 0 to 1, never falling within a stage. */
  readonly fraction: number;
}

/** Follows a stage: tells progress, lets the event loop run, stops when the caller's signal says so. */
export interface Checkpoint {
  /**
   * To be called often, at safe points. Cheap: only when this thread has not given way to the event loop for 10 ms does it
   * report, give way and look at the signal. All work that is followed on a thread shares these 10 ms.
   *
   * @throws the signal's reason, once it is aborted.
   */
  pass(fraction: number): Promise<void> | undefined;
  /** The same stage seen by a part of the work: its 0..1 is `from..to` here. */
  part(from: number, to: number): Checkpoint;
}

interface Follower {
  onProgress?: ((progress: Progress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const INTERVAL_MS = 10;

/** Starts following a stage: reports fraction 0 at once. */
export function checkpoint(stage: string, { onProgress, signal }: Follower): Checkpoint {
  signal?.throwIfAborted();
  let told = 0;
  onProgress?.({ stage, fraction: 0 });
  const pass = (fraction: number): Promise<void> | undefined => {
    if (fraction < 1 && performance.now() - turned < INTERVAL_MS) return undefined;
    signal?.throwIfAborted();
    if (fraction > told) {
      told = Math.min(fraction, 1);
      onProgress?.({ stage, fraction: told });
    }
    return breathe(signal);
  };
  return partOf(pass, 0, 1);
}

function partOf(pass: Checkpoint["pass"], from: number, to: number): Checkpoint {
  return {
    pass: (fraction) => pass(from + (to - from) * fraction),
    part: (start, end) => partOf(pass, from + (to - from) * start, from + (to - from) * end),
  };
}

/** Gives way to the event loop once (timers, I/O, an abort), then throws if the signal was aborted meanwhile. */
async function breathe(signal?: AbortSignal): Promise<void> {
  await giveWay();
  signal?.throwIfAborted();
}

/** Lets the event loop run, and all work of this thread that gave way before. */
export function giveWay(): Promise<void> {
  return new Promise((resume) => {
    if (waiting.push(resume) === 1) soon(turn);
  });
}

/** When the event loop last came round to the work of this thread. */
let turned = performance.now();
/** Work that gave way since. */
const waiting: (() => void)[] = [];

/** Lets go on who gave way first; the others wait for a turn each, so that a turn is as long as one of them works. */
function turn(): void {
  turned = performance.now();
  const [resume] = waiting.splice(0, 1);
  if (waiting.length > 0) soon(turn);
  resume?.();
}

function soon(call: () => void): void {
  if (typeof setImmediate === "function") setImmediate(call);
  else setTimeout(call, 0);
}
