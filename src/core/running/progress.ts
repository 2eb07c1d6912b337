import { taskQueue } from "./task-queue";

/** A step of long work: `{ stage: "clustering", fraction: 0.4 }`. */
export interface Progress {
  /** The stage at work, such as `reading`, `embedding`, `clustering`. */
  readonly stage: string;
  /** Share of that stage that is done, from 0 to 1, never falling within a stage. */
  readonly fraction: number;
}

/** Follows a stage: reports progress, yields to the event loop, stops when the caller's signal is aborted. */
export interface Checkpoint {
  /**
   * To be called often, at safe points. Cheap: only when this thread has not yielded to the event loop for 10 ms does
   * it report, yield and look at the signal. All work that is followed on a thread shares these 10 ms.
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
  let reported = 0;
  onProgress?.({ stage, fraction: 0 });
  const pass = (fraction: number): Promise<void> | undefined => {
    if (fraction < 1 && performance.now() - lastYield < INTERVAL_MS) return undefined;
    signal?.throwIfAborted();
    if (fraction > reported) {
      reported = Math.min(fraction, 1);
      onProgress?.({ stage, fraction: reported });
    }
    return yieldUnlessAborted(signal);
  };
  return partOf(pass, 0, 1);
}

function partOf(pass: Checkpoint["pass"], from: number, to: number): Checkpoint {
  return {
    pass: (fraction) => pass(from + (to - from) * fraction),
    part: (start, end) => partOf(pass, from + (to - from) * start, from + (to - from) * end),
  };
}

/** Yields to the event loop once, then throws if the signal was aborted meanwhile. */
async function yieldUnlessAborted(signal?: AbortSignal): Promise<void> {
  await yieldToEventLoop();
  signal?.throwIfAborted();
}

/** Yields to the event loop once (timers, I/O, an abort) and to all work of this thread that yielded before. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resume) => {
    if (waiting.push(resume) === 1) callSoon(resumeNext);
  });
}

const callSoon = /* @__PURE__ */ taskQueue(globalThis);

/** When the event loop last resumed the work of this thread. */
let lastYield = performance.now();
/** Work that has yielded since. */
const waiting: (() => void)[] = [];

/**
 * Resumes the work that yielded first; the others wait for a turn each, so that no turn is longer than one of them
 * works.
 */
function resumeNext(): void {
  lastYield = performance.now();
  const [resume] = waiting.splice(0, 1);
  if (waiting.length > 0) callSoon(resumeNext);
  resume?.();
}
