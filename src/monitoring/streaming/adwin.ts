import { integer, log, number, powerOfTwo, readOptions, type Schema, wrongType } from "../../core/internal";

/** Options of {@link adwin}. */
export interface AdwinOptions {
  /** Confidence of each comparison of two windows: smaller, and alarms are rarer and later. @default 0.002 */
  delta?: number | undefined;
  /** Values between two looks at the window. @default 32 */
  clock?: number | undefined;
  /** Buckets of each size, at most; more are finer and slower. @default 5 */
  maxBuckets?: number | undefined;
  /** Values that either side of a cut must have. @default 5 */
  minWindowLength?: number | undefined;
  /** Values before the first look. @default 10 */
  gracePeriod?: number | undefined;
}

/** A detector that takes one value after the other. */
export interface ChangeDetector {
  /**
   * @param value the next one.
   * @returns whether the mean has changed, as far as this value shows.
   */
  update(value: number): boolean;
}

/** The window of {@link adwin}. */
export interface AdaptiveWindow extends ChangeDetector {
  /** Values in the window. */
  readonly width: number;
  /** Their mean: of what has come since the last change. */
  readonly mean: number;
}

const ADWIN_OPTIONS = {
  delta: number({ above: 0, max: 1 }, 0.002),
  clock: integer({ min: 1, max: 1_000_000 }, 32),
  maxBuckets: integer({ min: 1, max: 1000 }, 5),
  minWindowLength: integer({ min: 1, max: 1_000_000 }, 5),
  gracePeriod: integer({ min: 0, max: 1_000_000 }, 10),
} satisfies Schema<AdwinOptions>;

/**
 * Watches a stream for a change of its mean by a window that shrinks when two parts of it differ (ADWIN; Bifet & Gavaldà 2007). Old
 * values are kept in buckets whose sizes double, so that memory grows with the logarithm of their number. After an alarm the window
 * begins anew with the next value, as in river's `drift.ADWIN`, whose alarms these are.
 *
 * @param options confidence, and how often and how finely it looks.
 * @returns a detector.
 * @throws RangeError for options out of their range; TypeError, by `update`, for what is not a finite number.
 * @example
 * const window = adwin();
 * const values = [...Array(200).fill(0), ...Array(200).fill(1)];
 * values.findIndex((value) => window.update(value)) >= 200; // true
 */
export function adwin(options: AdwinOptions = {}): AdaptiveWindow {
  const { delta, clock, maxBuckets, minWindowLength, gracePeriod } = readOptions(options, ADWIN_OPTIONS);
  /** Buckets by the logarithm of their size; the oldest of each size first. */
  let levels: Bucket[][] = [[]];
  let [width, total, spread, ticks] = [0, 0, 0, 0];
  let changed = false;

  const compress = () => {
    for (let level = 0; level < levels.length; level++) {
      const own = levels[level]!;
      if (own.length <= maxBuckets) break;
      const [a, b] = own.splice(0, 2) as [Bucket, Bucket];
      const size = powerOfTwo(level);
      const apart = a.total / size - b.total / size;
      levels[level + 1] ??= [];
      levels[level + 1]!.push({
        total: a.total + b.total,
        spread: a.spread + b.spread + (size * size * apart * apart) / (2 * size),
      });
    }
  };

  const insert = (value: number) => {
    width += 1;
    levels[0]!.push({ total: value, spread: 0 });
    if (width > 1) {
      const off = value - total / (width - 1);
      spread += ((width - 1) * off * off) / width;
    }
    total += value;
    compress();
  };

  const dropOldest = () => {
    const level = levels.length - 1;
    const oldest = levels[level]!.shift()!;
    const size = powerOfTwo(level);
    width -= size;
    total -= oldest.total;
    const off = oldest.total / size - (width === 0 ? 0 : total / width);
    spread -= oldest.spread + (size * width * off * off) / (size + width);
    if (levels[level]!.length === 0 && level > 0) levels.pop();
  };

  /** Whether the means of the older and the newer part differ by more than chance has them differ. */
  const differ = (older: number, newer: number, apart: number): boolean => {
    const confidence = log((2 * log(width)) / delta);
    const inverse = 1 / (older - minWindowLength + 1) + 1 / (newer - minWindowLength + 1);
    const bound = Math.sqrt(2 * inverse * (spread / width) * confidence) + (2 / 3) * confidence * inverse;
    return Math.abs(apart) > bound;
  };

  /** Looks at each cut between buckets, oldest first. */
  const cuts = (): boolean => {
    let [older, olderTotal] = [0, 0];
    for (let level = levels.length - 1; level >= 0; level--) {
      for (const [b, bucket] of levels[level]!.entries()) {
        if (level === 0 && b === levels[0]!.length - 1) return false;
        const size = powerOfTwo(level);
        older += size;
        olderTotal += bucket.total;
        const newer = width - older;
        if (older < minWindowLength || newer < minWindowLength) continue;
        if (differ(older, newer, olderTotal / older - (total - olderTotal) / newer)) return true;
      }
    }
    return false;
  };

  return {
    get width() {
      return width;
    },
    get mean() {
      return width === 0 ? 0 : total / width;
    },
    update(value) {
      if (typeof value !== "number" || !Number.isFinite(value)) throw wrongType("value", "a finite number", value);
      if (changed) {
        levels = [[]];
        [width, total, spread, ticks] = [0, 0, 0, 0];
        changed = false;
      }
      insert(value);
      ticks += 1;
      if (ticks % clock !== 0 || width <= gracePeriod) return false;
      while (width > 0 && cuts()) {
        changed = true;
        dropOldest();
      }
      return changed;
    },
  };
}

interface Bucket {
  readonly total: number;
  /** Sum of squares about its mean. */
  readonly spread: number;
}
