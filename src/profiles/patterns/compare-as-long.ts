/** Two shares, of inputs whose paths are about as long. */
export interface ComparedShares {
  readonly coverage: number;
  readonly elsewhere: number;
}

/**
 * Direct standardization (Fleiss, Levin & Paik 2003, chapter 19): the shares of members and of others in each class of
 * length, weighted as the members are spread over the classes where both are.
 *
 * @param showing members that show something, by class; `allShowing` of all inputs.
 * @returns null when no class holds both members and others.
 */
export function compareAsLong(
  showing: ArrayLike<number>,
  members: ArrayLike<number>,
  allShowing: ArrayLike<number>,
  inputs: ArrayLike<number>,
): ComparedShares | null {
  let compared = 0;
  let shown = 0;
  let expected = 0;
  for (let c = 0; c < members.length; c++) {
    const others = inputs[c]! - members[c]!;
    if (members[c] === 0 || others === 0) continue;
    compared += members[c]!;
    shown += showing[c]!;
    expected += (members[c]! * (allShowing[c]! - showing[c]!)) / others;
  }
  return compared === 0 ? null : { coverage: shown / compared, elsewhere: Math.min(1, expected / compared) };
}

/** Others in a class of length at least, and as a share of the members in it: fewer are not enough to compare with. */
const LEAST_OTHERS = 10;
const LEAST_SHARE = 0.1;

/**
 * Merges neighboring classes until each holds enough others to compare its members with.
 *
 * @returns for each class its merged class, ascending from 0; all 0 when only one class is left.
 */
export function mergeLengthClasses(members: ArrayLike<number>, inputs: ArrayLike<number>): number[] {
  const merged: number[] = [];
  let current = 0;
  let own = 0;
  let others = 0;
  const isEnough = () => others >= Math.max(LEAST_OTHERS, LEAST_SHARE * own);
  for (let c = 0; c < members.length; c++) {
    if (own > 0 && isEnough()) {
      current += 1;
      own = 0;
      others = 0;
    }
    merged.push(current);
    own += members[c]!;
    others += inputs[c]! - members[c]!;
  }
  const isWhole = current === 0 || (own > 0 && isEnough());
  return isWhole ? merged : merged.map((c) => Math.min(c, current - 1));
}
