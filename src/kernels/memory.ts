/** Rows of floats, as `core` defines its `Matrix` (kernels import nothing of src). */
interface DenseRows {
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
}

const PAGE_BYTES = 65536;
const MAX_PAGES = 65536;
/** Below this address the module keeps its own constants. */
const FIRST_FREE = 4096;
const KEPT_BYTES = 64 * 2 ** 20;
const idle: KernelMemory[] = [];

/**
 * The memory that kernels work in, shared by all threads, handed out piece by piece and given back as a whole.
 *
 * Every array it hands out is zeroed, aligned to 16 bytes and stays valid while the memory grows; the array's
 * `byteOffset` is the pointer that kernels take.
 */
export class KernelMemory implements Disposable {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
  #next = FIRST_FREE;

  private constructor() {}

  /** A memory with nothing in it; `dispose` it when its results are copied out. */
  static acquire(): KernelMemory {
    return idle.pop() ?? new KernelMemory();
  }

  float32(length: number): Float32Array {
    const pointer = this.#allocate(length * 4);
    return new Float32Array(this.memory.buffer, pointer, length).fill(0);
  }

  float64(length: number): Float64Array {
    const pointer = this.#allocate(length * 8);
    return new Float64Array(this.memory.buffer, pointer, length).fill(0);
  }

  int32(length: number): Int32Array {
    const pointer = this.#allocate(length * 4);
    return new Int32Array(this.memory.buffer, pointer, length).fill(0);
  }

  uint8(length: number): Uint8Array {
    const pointer = this.#allocate(length);
    return new Uint8Array(this.memory.buffer, pointer, length).fill(0);
  }

  /** A copy of a matrix in which every row starts at a multiple of 4 floats. */
  rows(source: DenseRows): PaddedRows {
    const stride = (source.cols + 3) & ~3;
    const data = this.float32(source.rows * stride);
    if (stride === source.cols) data.set(source.data);
    else
      for (let i = 0; i < source.rows; i++) {
        data.set(source.data.subarray(i * source.cols, (i + 1) * source.cols), i * stride);
      }
    return { data, rows: source.rows, cols: source.cols, stride };
  }

  /** Until what it returns is disposed: then all that was handed out since is given back. */
  borrow(): Disposable {
    const before = this.#next;
    return {
      [Symbol.dispose]: () => {
        this.#next = before;
      },
    };
  }

  /** Gives the memory back; arrays handed out must no longer be used. */
  dispose(): void {
    this.#next = FIRST_FREE;
    if (this.memory.buffer.byteLength <= KEPT_BYTES && idle.length < 4 && !idle.includes(this)) idle.push(this);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #allocate(bytes: number): number {
    const pointer = this.#next;
    const end = pointer + Math.ceil(bytes / 16) * 16;
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE_BYTES));
      } catch {
        throw new RangeError(`the kernels' memory cannot grow to ${end} bytes; its limit is ${MAX_PAGES * PAGE_BYTES}`);
      }
    }
    this.#next = end;
    return pointer;
  }
}

/** Rows in kernel memory: row i starts at `data[i * stride]`, `stride` a multiple of 4, padding zero. */
export interface PaddedRows {
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
  readonly stride: number;
}
