import { expect } from "vitest";

/**
 * Cases that a test tells apart while it runs. What it expects in a case that never comes is checked nowhere, so it demands at its
 * end that each of them came.
 */
export class Cases<Name extends string> {
  readonly #met: Map<Name, number>;

  constructor(...names: Name[]) {
    this.#met = new Map(names.map((name) => [name, 0]));
  }

  /** Whether this case holds now; else it is the other one, where that has a name. */
  when(name: Name, holds: boolean, otherwise?: Name): boolean {
    const now = holds ? name : otherwise;
    if (now !== undefined) this.#met.set(now, (this.#met.get(now) ?? 0) + 1);
    return holds;
  }

  /** How often a case came. */
  times(name: Name): number {
    return this.#met.get(name) ?? 0;
  }

  /** Fails where a case never came, or came fewer times than this. */
  expectAll(least = 1): void {
    const missed = [...this.#met].filter(([, times]) => times < least);
    expect(missed, "cases that came too seldom").toEqual([]);
  }
}
