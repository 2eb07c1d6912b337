import { pathSteps } from "../path-steps";
import { ByteWriter } from "./bytes";
import type { ToText } from "./deflated-text";
import type { MapSource } from "./map-source";
import { quantize } from "./quantize";

/** Points of the map as text for the page: columns, each deflated, in base64 ({@link unpackPoints} reads them). */
export interface PackedPoints {
  readonly points: number;
  /** Places in 0 .. 65,535, low bytes first; the longer side of the picture spans them all. */
  readonly places: string;
  /** Number of the segment + 1. */
  readonly segments: string;
  readonly weights: string;
  /** 1 where {@link isDistorted}, else 0. */
  readonly distorted: string;
  /** For each point: steps of the head, actions skipped, steps of the tail if some are; then action and times - 1 of each step. */
  readonly counts: string;
  readonly actions: string;
  readonly times: string;
}

interface Packing {
  /** The path of a row with fewer inputs is left out. */
  readonly minMembers: number;
  readonly toText: ToText;
}

/** Packs the points of `rows`. */
export function packPoints(source: MapSource, rows: Uint32Array, { minMembers, toText }: Packing): PackedPoints {
  const segments = new ByteWriter();
  const weights = new ByteWriter();
  const counts = new ByteWriter();
  const actions = new ByteWriter();
  const times = new ByteWriter();
  const distorted = new ByteWriter();
  for (const row of rows) {
    segments.varint(source.segments[row]! + 1);
    weights.varint(source.weights[row]!);
    distorted.byte(Number(isDistorted(source.distortion[row]!)));
    const { head, skipped, tail } = pathSteps(source.weights[row]! < minMembers ? [] : source.path(row));
    counts.varint(head.length);
    counts.varint(skipped);
    if (skipped > 0) counts.varint(tail.length);
    for (const step of [...head, ...tail]) {
      actions.varint(step.action);
      times.varint(step.times - 1);
    }
  }
  return {
    points: rows.length,
    places: toText(placeBytes(source.places, rows)),
    segments: toText(segments.written),
    weights: toText(weights.written),
    distorted: toText(distorted.written),
    counts: toText(counts.written),
    actions: toText(actions.written),
    times: toText(times.written),
  };
}

/** Whether the picture is so wrong around a point that its mark shows it. */
export function isDistorted(distortion: number): boolean {
  return distortion >= 0.1;
}

/** Places in four planes: x low and high bytes, y low and high bytes. */
function placeBytes(places: Float32Array, rows: Uint32Array): Uint8Array {
  const n = rows.length;
  const bytes = new Uint8Array(4 * n);
  quantize(places, rows).forEach((plane, axis) => {
    plane.forEach((whole, i) => {
      bytes[2 * axis * n + i] = whole & 255;
      bytes[(2 * axis + 1) * n + i] = whole >>> 8;
    });
  });
  return bytes;
}
