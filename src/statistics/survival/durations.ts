import { wrongType, wrongValue } from "../../core/internal";
import { toValues, type Values } from "../tests/sample";

/** How long each of some users was observed, and whether the end was seen. */
export interface Durations {
  /** Times >= 0, in any one unit. */
  readonly times: Values;
  /** For each, whether what is waited for happened then; false where observation ended first. */
  readonly ended: readonly boolean[] | Uint8Array;
}

/** What happened at one time. */
export interface TimePoint {
  readonly time: number;
  /** Users observed until then or longer. */
  readonly atRisk: number;
  /** Of these, for whom it happened then. */
  readonly ends: number;
}

/**
 * Reads durations at the public edge.
 *
 * @returns the times at which something ended, ascending.
 */
export function timePoints(name: string, durations: Durations): TimePoint[] {
  if (typeof durations !== "object" || durations === null) {
    throw wrongType(name, "durations { times, ended }", durations);
  }
  const times = toValues(`${name}.times`, durations.times);
  const { ended } = durations;
  if (!Array.isArray(ended) && !(ended instanceof Uint8Array)) {
    throw wrongType(`${name}.ended`, "an array of true and false", ended);
  }
  if (ended.length !== times.length) throw wrongValue(`${name}.ended`, `${times.length} values`, ended.length);
  const negative = times.findIndex((time) => time < 0);
  if (negative >= 0) throw wrongValue(`${name}.times`, "times >= 0", times[negative], ` at position ${negative}`);
  const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a]! - times[b]!);
  const points: TimePoint[] = [];
  for (let i = 0; i < order.length; ) {
    const [time, atRisk] = [times[order[i]!]!, order.length - i];
    let ends = 0;
    for (; i < order.length && times[order[i]!] === time; i++) if (ended[order[i]!]) ends += 1;
    if (ends > 0) points.push({ time, atRisk, ends });
  }
  return points;
}
