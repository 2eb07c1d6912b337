import type { StateStore } from "../../stores";

/** A store, and how it is closed. */
export interface OpenedStore extends AsyncDisposable {
  readonly store: StateStore;
}

/** Who asks for a store. */
export interface StoreRequest {
  /** The flag or argument that gives the address, as messages name it. */
  readonly asked: string;
  /** What it takes. */
  readonly expected: string;
  /** Milliseconds after which a command that the server has not answered has failed. */
  readonly timeout: number;
}
