import { bodiesOf, frameOf } from "../../src/serving/stdio/frames";

/** A value as a frame of JSON. */
export function jsonFrame(value: unknown): Uint8Array {
  return frameOf(new TextEncoder().encode(JSON.stringify(value)));
}

/** The values in frames of JSON. */
// biome-ignore lint/suspicious/noExplicitAny: what they are is for the test to say
export async function valuesOf(frames: readonly Uint8Array[]): Promise<any[]> {
  const values = [];
  for await (const body of bodiesOf(streamed(frames), 2 ** 30)) values.push(JSON.parse(new TextDecoder().decode(body)));
  return values;
}

export async function* streamed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
