/** Contexts drawn for the negative half of the loss; the same for every model that is judged. */
const DRAWN = 1024;
const [WINDOW, NEGATIVE, EXPONENT] = [5, 5, 0.75];

interface JudgedVectors {
  readonly actions: readonly string[];
  readonly vectors: readonly ArrayLike<number>[];
  readonly contextVectors: readonly ArrayLike<number>[];
}

/**
 * Mean loss of a skip-gram pair on sequences that were not trained on: the positive half exactly, the negative half over
 * contexts drawn at even steps of their share. Pairs with an action that was never trained on are left out.
 *
 * @param frequencies occurrences of each action in the training log.
 */
export function heldOutLoss(
  log: Iterable<readonly string[]>,
  frequencies: ReadonlyMap<string, number>,
  { actions, vectors, contextVectors }: JudgedVectors,
): number {
  const tokenOf = new Map(actions.map((action, a) => [action, a]));
  const drawn = drawContexts(actions.map((action) => (frequencies.get(action) ?? 0) ** EXPONENT));
  const pairsOf = new Float64Array(actions.length);
  let loss = 0;
  let pairs = 0;
  for (const list of log) {
    const tokens = list.map((action) => tokenOf.get(action) ?? -1);
    for (const [i, word] of tokens.entries()) {
      for (let j = Math.max(0, i - WINDOW); j <= Math.min(tokens.length - 1, i + WINDOW); j++) {
        if (i === j || word < 0 || tokens[j]! < 0) continue;
        const count = (WINDOW - Math.abs(i - j) + 1) / WINDOW;
        loss += count * softplus(-dot(vectors[word]!, contextVectors[tokens[j]!]!));
        pairsOf[word]! += count;
        pairs += count;
      }
    }
  }
  for (const [word, count] of pairsOf.entries()) {
    if (count === 0) continue;
    let sum = 0;
    for (const context of drawn) sum += softplus(dot(vectors[word]!, contextVectors[context]!));
    loss += (NEGATIVE * count * sum) / DRAWN;
  }
  return loss / pairs;
}

function drawContexts(shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const drawn: number[] = [];
  let reached = 0;
  for (const [context, share] of shares.entries()) {
    reached += share;
    while (drawn.length < DRAWN && ((drawn.length + 0.5) / DRAWN) * total <= reached) drawn.push(context);
  }
  return drawn;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t]! * b[t]!;
  return sum;
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
