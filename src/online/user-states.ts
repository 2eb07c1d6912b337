import { verbatim, wrongValue } from "../core/internal";
import type { StateStore } from "../stores";
import { ATTEMPTS } from "./options";
import { type DecodedState, decodeState, encodeState } from "./state-bytes";
import { NEW_USER, type UserState } from "./user-state";

/** Reads and writes users' states, each write by compare and set. */
export class UserStates {
  readonly #store: StateStore;
  readonly #namespace: string;
  readonly #model: string;
  readonly #hash: Uint8Array;
  readonly #expiry: () => number | undefined;

  /** @param model SHA-256 of the model in hexadecimal digits. */
  constructor(store: StateStore, namespace: string, model: string, expiry: () => number | undefined) {
    this.#store = store;
    this.#namespace = namespace;
    this.#model = model;
    this.#hash = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(model.slice(2 * i, 2 * i + 2), 16));
    this.#expiry = expiry;
  }

  /** The states of users; undefined for those who have none. */
  async read(users: readonly string[]): Promise<(UserState | undefined)[]> {
    const rows = await this.#store.getMany(users.map((user) => this.#key(user)));
    return rows.map((row) => row && this.#ofThisModel(decodeState(row.bytes)));
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
    change: (users: readonly string[], before: readonly UserState[]) => readonly UserState[],
    onConflict: (conflicts: number) => void,
  ): Promise<void> {
    let left = users;
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        throw wrongValue("store", "a store that lets a write through", verbatim(`${ATTEMPTS} refusals of one state`));
      }
      const rows = await this.#store.getMany(left.map((user) => this.#key(user)));
      const before = rows.map((row) => (row ? this.#ofThisModel(decodeState(row.bytes)) : NEW_USER));
      const expiresAt = this.#expiry();
      const after = change(left, before);
      const written = await this.#store.putMany(
        after.map((state, i) => ({
          key: this.#key(left[i]!),
          expected: rows[i]?.version ?? 0,
          bytes: encodeState(state, this.#hash),
          ...(expiresAt !== undefined && { expiresAt }),
        })),
      );
      left = left.filter((_, i) => !written[i]);
      if (left.length > 0) onConflict(left.length);
    }
  }

  async delete(users: readonly string[]): Promise<void> {
    await this.#store.deleteMany(users.map((user) => this.#key(user)));
  }

  /**
   * A state that another model began: its events are read anew by this one, and what is figures alone is missing from the path.
   * What the other model's fit said of the user is nothing here.
   */
  #ofThisModel({ model, state }: DecodedState): UserState {
    if (model === this.#model) return state;
    const { folded, tail } = state;
    if (folded === undefined) return { ...state, fitted: undefined };
    return { fitted: undefined, folded: { ...folded, place: undefined, unknown: 0 }, tail, partial: true };
  }

  #key(user: string): string {
    return `u/${this.#namespace}/${user}`;
  }
}
