import type { Box } from "./place-labels";

const CELL = 6;

/** Where points stand on the screen, counted in cells of 6 pixels. */
export class OccupancyGrid {
  readonly #columns: number;
  readonly #rows: number;
  readonly #filled: Uint8Array;

  constructor(width: number, height: number) {
    this.#columns = Math.max(1, Math.ceil(width / CELL));
    this.#rows = Math.max(1, Math.ceil(height / CELL));
    this.#filled = new Uint8Array(this.#columns * this.#rows);
  }

  /** A point, as large as the square around it. */
  add(x: number, y: number, radius: number): void {
    const first = (at: number) => Math.max(0, Math.floor((at - radius) / CELL));
    const last = (at: number, count: number) => Math.min(count - 1, Math.floor((at + radius) / CELL));
    for (let row = first(y); row <= last(y, this.#rows); row++) {
      for (let column = first(x); column <= last(x, this.#columns); column++)
        this.#filled[row * this.#columns + column] = 1;
    }
  }

  /** Share of a box that stands on points. */
  under({ left, right, top, bottom }: Box): number {
    let filled = 0;
    let all = 0;
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) {
      for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++) {
        all += 1;
        if (row >= 0 && row < this.#rows && column >= 0 && column < this.#columns) {
          filled += this.#filled[row * this.#columns + column]!;
        }
      }
    }
    return filled / all;
  }
}
