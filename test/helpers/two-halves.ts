import { type RefitNoise, refitNoise } from "../../src/monitoring";
import { fitSegments, type SegmentModel } from "../../src/segments";
import { demoEvents, pathsOf } from "./demo-paths";

/** A model of half the users of a demo log, the other half, and how much the model's segments vary from fit to fit. */
export interface TwoHalves {
  readonly old: string[][];
  readonly fresh: string[][];
  readonly previous: SegmentModel;
  readonly noise: RefitNoise;
}

export async function twoHalves(users: number, refits?: number): Promise<TwoHalves> {
  const paths = pathsOf((await demoEvents(users)).events);
  const old = paths.filter((_, i) => i % 2 === 0);
  const previous = await fitSegments(old, { seed: 7, projection: false });
  const noise = await refitNoise(previous, refits === undefined ? {} : { refits });
  return { old, fresh: paths.filter((_, i) => i % 2 === 1), previous, noise };
}

/** The new users, with half of a segment's members doing something else in the second half of their path. */
export async function withSplit({ previous, fresh }: TwoHalves, segment: number): Promise<string[][]> {
  const answers = await previous.assign(fresh);
  let members = 0;
  return fresh.map((path, i) => {
    if (answers[i]!.segment !== segment || members++ % 2 === 1) return path;
    const half = Math.ceil(path.length / 2);
    const gifts = path.slice(half).map((_, j) => ["GIFT_OPEN", "GIFT_SEND", "GIFT_THANK"][(i + j) % 3]!);
    return [...path.slice(0, half), ...gifts];
  });
}
