/**
 * The number by which a segment is colored and shaped: that of its id (`s3` is 2), which it keeps from model to model; -1 for none.
 *
 * @param otherwise its number in the model, where the id is no such one.
 */
export function markNumber(id: string | null | undefined, otherwise: number): number {
  const digits = id?.match(/^s(\d{1,9})$/)?.[1];
  return digits === undefined ? otherwise : Math.max(0, Number(digits) - 1);
}
