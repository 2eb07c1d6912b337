import type { StateStore } from "../../../src/stores";

/** The bytes kept of users; undefined for those of whom there is nothing. */
export async function bytesOf(store: StateStore, users: readonly string[]): Promise<(number[] | undefined)[]> {
  return (await store.getMany(users.map(keyOf))).map((row) => row && [...row.bytes]);
}

export function keyOf(user: string): string {
  return `u/users/${user}`;
}
