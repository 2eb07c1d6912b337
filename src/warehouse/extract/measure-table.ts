import { doubled } from "../../core/internal";

/** Rows (path, place, value, inputs) of one measure, in columns that grow. */
export class MeasureTable {
  #columns: Float64Array[] = [0, 1, 2, 3].map(() => new Float64Array(256));
  #length = 0;

  add(row: number, place: number, value: number, inputs: number): void {
    if (this.#length === this.#columns[0]!.length) this.#columns = this.#columns.map(doubled);
    for (const [c, cell] of [row, place, value, inputs].entries()) this.#columns[c]![this.#length] = cell;
    this.#length += 1;
  }

  /** Calls `take` for each row, ordered by path, place and value: so the order of the result does not matter. */
  forEachOrdered(take: (row: number, place: number, value: number, inputs: number) => void): void {
    const [rows, places, values, inputs] = this.#columns as [Float64Array, Float64Array, Float64Array, Float64Array];
    const order = new Uint32Array(this.#length).map((_, i) => i);
    order.sort((a, b) => rows[a]! - rows[b]! || places[a]! - places[b]! || values[a]! - values[b]!);
    for (const i of order) take(rows[i]!, places[i]!, values[i]!, inputs[i]!);
  }
}
