import { wrongValue } from "../../core/internal";
import type { Sequences, TokenizedSequences } from "../../sequences";

/** For each input the number of its user; undefined where each input is a user of its own. */
export function usersOfInputs(
  sequences: Sequences & Partial<TokenizedSequences>,
  given: readonly string[] | undefined,
): Uint32Array | undefined {
  const { ids, rules, rowOf } = sequences;
  if (given !== undefined && given.length !== rowOf.length) {
    throw wrongValue("users", `${rowOf.length} names, one per input`, given.length);
  }
  const names = given ?? (rules?.unit === "session" ? ids?.map((id) => id.replace(/#\d+$/, "")) : undefined);
  if (names === undefined) return undefined;
  const numbers = new Map<string, number>();
  return Uint32Array.from(names, (name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
}
