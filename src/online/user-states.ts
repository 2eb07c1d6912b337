import { verbatim, wrongValue } from "../core/internal";
import type { StateStore, StoredRow } from "../stores";
import { checkedStore } from "../stores/internal";
import { ATTEMPTS } from "./options";
import { RecentSegments } from "./recent-segments";
import { decodeStates, encodeStates, type StatesByModel } from "./state-bytes";
import { NEW_USER, type UserState } from "./user-state";

/** A user as the models of the moment see it. */
export interface SeenUser {
  /** A state for each model, in the order asked for. */
  readonly states: readonly UserState[];
  /** The segment that the first model answers; undefined where that is not remembered. */
  readonly segment: number | undefined;
  /** Whether the first model has read the user anew from what another one kept. */
  readonly isReread: boolean;
  /** Of the row in the store; 0 where there is none. */
  readonly version: number;
}

/** A user as the models are to see it from now on. */
export interface ChangedUser {
  /** A state for each model. */
  readonly states: readonly UserState[];
  /** The segment that the first model answers, where it was asked. */
  readonly segment?: number | undefined;
}

/** Reads and writes users' states, each write by compare and set. A row holds a state for each model that reads it. */
export class UserStates {
  readonly #store: StateStore;
  readonly #namespace: string;
  readonly #expiry: () => number | undefined;
  readonly #recent = new RecentSegments();

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
   * @param change gives a user as it is to be from what it was; called again for those that are tried again.
   * @param onConflict called with how many are tried again.
   * @throws RangeError when a state is changed by others every time.
   */
  async update(
    users: readonly string[],
    models: readonly string[],
    change: (user: string, before: SeenUser) => ChangedUser,
    onConflict: (conflicts: number) => void,
  ): Promise<void> {
    const unseen: SeenUser = { states: models.map(() => NEW_USER), segment: undefined, isReread: false, version: 0 };
    let left = users;
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        throw wrongValue("store", "a store that lets a write through", verbatim(`${ATTEMPTS} refusals of one state`));
      }
      const keys = left.map((user) => this.#key(user));
      const rows = await this.#store.getMany(keys);
      const expiresAt = this.#expiry();
      // one user after the other, so that of all others there are only bytes
      const changed = left.map((user, i) => {
        const row = rows[i];
        const { states, segment } = change(user, row ? this.#seen(models, keys[i]!, row) : unseen);
        const bytes = encodeStates(new Map(models.map((model, m) => [model, states[m]!])));
        return { key: keys[i]!, expected: row?.version ?? 0, bytes, segment };
      });
      const written = await this.#store.putMany(
        changed.map(({ key, expected, bytes }) => ({
          key,
          expected,
          bytes,
          ...(expiresAt !== undefined && { expiresAt }),
        })),
      );
      for (const [i, { key, bytes, segment }] of changed.entries()) {
        if (written[i] && segment !== undefined) this.#recent.keep(key, { bytes, model: models[0]!, segment });
      }
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
    const segment = this.#recent.find(key, bytes, models[0]!);
    return { ...seenBy(models, decodeStates(bytes)), segment, version };
  }

  #key(user: string): string {
    return `u/${this.#namespace}/${user}`;
  }
}

function seenBy(models: readonly string[], kept: StatesByModel): Omit<SeenUser, "segment" | "version"> {
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
