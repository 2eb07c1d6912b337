import { verbatim, wrongValue } from "../core/internal";
import type { StateStore, StoredRow } from "../stores";
import { checkedStore } from "../stores/internal";
import { ATTEMPTS } from "./options";
import { RecentRows } from "./recent-rows";
import { decodeStates, encodeStates, type StatesByModel } from "./state-bytes";
import { NEW_USER, type UserState } from "./user-state";

/** A user as the models of the moment see it. */
export interface SeenUser {
  /** A state for each model, in the order asked for. */
  readonly states: readonly UserState[];
  /** Whether the first model has read the user anew from what another one kept. */
  readonly isReread: boolean;
  /** Of the row in the store; 0 where there is none. */
  readonly version: number;
}

/** Reads and writes users' states, each write by compare and set. A row holds a state for each model that reads it. */
export class UserStates {
  readonly #store: StateStore;
  readonly #namespace: string;
  readonly #expiry: () => number | undefined;
  readonly #recent = new RecentRows();

  constructor(store: StateStore, namespace: string, expiry: () => number | undefined) {
    this.#store = checkedStore(store);
    this.#namespace = namespace;
    this.#expiry = expiry;
  }

  /**
   * The states of users; undefined for those who have none.
   *
   * @param models SHA-256 of each in hexadecimal digits.
   */
  async read(users: readonly string[], models: readonly string[]): Promise<(SeenUser | undefined)[]> {
    const keys = users.map((user) => this.#key(user));
    const rows = await this.#store.getMany(keys);
    return rows.map((row, i) => row && this.#seen(models, keys[i]!, row));
  }

  /**
   * Changes the states of users, and tries again those that another writer has changed meanwhile.
   *
   * @param change gives the new states of users, from those of before; called again for those that are tried again.
   * @param onConflict told how many are tried again.
   * @throws RangeError when a state is changed by others every time.
   */
  async update(
    users: readonly string[],
    models: readonly string[],
    change: (users: readonly string[], before: readonly SeenUser[]) => readonly (readonly UserState[])[],
    onConflict: (conflicts: number) => void,
  ): Promise<void> {
    const unseen: SeenUser = { states: models.map(() => NEW_USER), isReread: false, version: 0 };
    let left = users;
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        throw wrongValue("store", "a store that lets a write through", verbatim(`${ATTEMPTS} refusals of one state`));
      }
      const keys = left.map((user) => this.#key(user));
      const rows = await this.#store.getMany(keys);
      const before = rows.map((row, i) => (row ? this.#seen(models, keys[i]!, row) : unseen));
      const expiresAt = this.#expiry();
      const after = change(left, before).map((states) => new Map(models.map((model, m) => [model, states[m]!])));
      const bytes = after.map(encodeStates);
      const written = await this.#store.putMany(
        keys.map((key, i) => ({
          key,
          expected: before[i]!.version,
          bytes: bytes[i]!,
          ...(expiresAt !== undefined && { expiresAt }),
        })),
      );
      for (const [i, key] of keys.entries()) if (written[i]) this.#recent.keep(key, bytes[i]!, after[i]!);
      left = left.filter((_, i) => !written[i]);
      if (left.length > 0) onConflict(left.length);
    }
  }

  async delete(users: readonly string[]): Promise<void> {
    const keys = users.map((user) => this.#key(user));
    for (const key of keys) this.#recent.drop(key);
    await this.#store.deleteMany(keys);
  }

  /**
   * Deletes the state of a user, unless another writer has changed it since it was read. The row is over at once, and leaves the
   * store when that is purged.
   *
   * @returns whether it was as it was.
   */
  async deleteUnchanged(user: string, { version }: SeenUser): Promise<boolean> {
    const key = this.#key(user);
    this.#recent.drop(key);
    const [deleted] = await this.#store.putMany([{ key, expected: version, bytes: new Uint8Array(0), expiresAt: 0 }]);
    return deleted!;
  }

  #seen(models: readonly string[], key: string, { bytes, version }: StoredRow): SeenUser {
    return { ...seenBy(models, this.#decoded(key, bytes)), version };
  }

  #decoded(key: string, bytes: Uint8Array): StatesByModel {
    const known = this.#recent.find(key, bytes);
    if (known) return known;
    const states = decodeStates(bytes);
    this.#recent.keep(key, bytes, states);
    return states;
  }

  #key(user: string): string {
    return `u/${this.#namespace}/${user}`;
  }
}

function seenBy(models: readonly string[], kept: StatesByModel): Omit<SeenUser, "version"> {
  const states = models.map((model) => kept.get(model) ?? readAnew(fullest(kept)));
  return { states, isReread: !kept.has(models[0]!) };
}

/** Of the states of other models the one that keeps most events one by one; of equal ones the first by hash. */
function fullest(kept: StatesByModel): UserState {
  return [...kept.values()].reduce((most, state) => (state.tail.length > most.tail.length ? state : most));
}

/**
 * A state that another model kept: its events are read anew by this one, and what is figures alone is missing from the path.
 * What the other model's fit said of the user is nothing here.
 */
function readAnew({ folded, tail, partial }: UserState): UserState {
  if (folded === undefined) return { fitted: undefined, folded, tail, partial };
  return { fitted: undefined, folded: { ...folded, place: undefined, unknown: 0 }, tail, partial: true };
}
