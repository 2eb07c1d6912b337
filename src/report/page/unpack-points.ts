import { ByteReader } from "../data/bytes";
import type { PackedPoints } from "../data/pack-points";
import type { PlacedPoints } from "../labels/segment-anchors";
import type { PathStep, PathSteps } from "../path-steps";
import { inflate } from "./inflate";

/** The points of the map. */
export interface Points extends PlacedPoints {
  /** 1 where the picture is wrong about who is near, else 0. */
  readonly distorted: Uint8Array;
  /** The path of a point; undefined where it was left out. */
  path(point: number): PathSteps | undefined;
  /** Points whose path, as far as it is kept, shows an action. */
  showing(action: number): Uint8Array;
}

/** Reads what `packPoints` wrote. */
export async function unpackPoints(packed: PackedPoints): Promise<Points> {
  const [places, segments, weights, distorted, counts, actions, times] = await Promise.all(
    [packed.places, packed.segments, packed.weights, packed.distorted, packed.counts, packed.actions, packed.times].map(
      inflate,
    ),
  );
  const n = packed.points;
  const plane = (first: number) =>
    Uint16Array.from({ length: n }, (_, i) => places![first * n + i]! | (places![(first + 1) * n + i]! << 8));
  const steps = readSteps(n, new ByteReader(counts!), new ByteReader(actions!), new ByteReader(times!));
  return {
    count: n,
    x: plane(0),
    y: plane(2),
    segments: Int32Array.from(varints(segments!, n), (value) => value - 1),
    weights: varints(weights!, n),
    distorted: distorted!,
    path(point) {
      const [from, middle, to] = [steps.starts[2 * point]!, steps.starts[2 * point + 1]!, steps.starts[2 * point + 2]!];
      if (from === to) return undefined;
      return { head: steps.slice(from, middle), skipped: steps.skipped[point]!, tail: steps.slice(middle, to) };
    },
    showing(action) {
      const shows = new Uint8Array(n);
      for (let i = 0; i < n; i++) {
        for (let step = steps.starts[2 * i]!; step < steps.starts[2 * i + 2]!; step++) {
          if (steps.actions[step] === action) shows[i] = 1;
        }
      }
      return shows;
    },
  };
}

interface Steps {
  readonly actions: Uint32Array;
  readonly skipped: Uint32Array;
  /** Head of point i begins at `[2 i]`, its tail at `[2 i + 1]`. */
  readonly starts: Uint32Array;
  slice(from: number, to: number): PathStep[];
}

function readSteps(n: number, counts: ByteReader, actionBytes: ByteReader, timesBytes: ByteReader): Steps {
  const starts = new Uint32Array(2 * n + 1);
  const skipped = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    starts[2 * i + 1] = starts[2 * i]! + counts.varint();
    skipped[i] = counts.varint();
    starts[2 * i + 2] = starts[2 * i + 1]! + (skipped[i]! > 0 ? counts.varint() : 0);
  }
  const total = starts[2 * n]!;
  const actions = Uint32Array.from({ length: total }, () => actionBytes.varint());
  const times = Uint32Array.from({ length: total }, () => timesBytes.varint() + 1);
  return {
    actions,
    skipped,
    starts,
    slice: (from, to) =>
      Array.from({ length: to - from }, (_, i) => ({ action: actions[from + i]!, times: times[from + i]! })),
  };
}

function varints(bytes: Uint8Array, count: number): Uint32Array {
  const reader = new ByteReader(bytes);
  return Uint32Array.from({ length: count }, () => reader.varint());
}
