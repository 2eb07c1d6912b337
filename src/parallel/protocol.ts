import type { KernelCall } from "../kernels";

/** A job: every worker gets the same list and takes the next call from the shared counter until none is left. */
export interface ToWorker {
  readonly modules: readonly WebAssembly.Module[];
  readonly memory: WebAssembly.Memory;
  /** Tells memories apart: each message brings another object. */
  readonly memoryId: number;
  readonly calls: readonly KernelCall[];
  /** One cell: the index of the next call. Setting it past the end stops the job. */
  readonly next: Int32Array;
}

/** A thread says once that it is `ready`: before that it has taken nothing from a job. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "block" }
  | { readonly kind: "done"; readonly results: readonly (readonly [index: number, value: number])[] }
  | { readonly kind: "failed"; readonly message: string };
