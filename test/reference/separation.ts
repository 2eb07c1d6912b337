/** One input: what it does, and its segment. */
export interface LabelledPath {
  readonly actions: readonly string[];
  readonly label: number;
}

/** For each input that is looked at what speaks for each segment, its own first, by first-order laws counted over other inputs. */
function speaksFor(
  inputs: readonly LabelledPath[],
  looked: (input: LabelledPath) => boolean,
  actions: number,
): { input: LabelledPath; own: number; others: number[] }[] {
  const lookedAt = inputs.filter(looked);
  const segments = [...new Set(lookedAt.map(({ label }) => label))];
  return lookedAt.map((input) => {
    const others = lookedAt.filter((other) => other !== input);
    const all = stepsOf(inputs.filter((other) => other !== input));
    const atAllOfAll = (to: string) => (count(all, (step) => step[1] === to) + 4 / (actions + 1)) / (all.length + 4);
    const afterOfAll = ([from, to]: Step) =>
      (count(all, (step) => step[0] === from && step[1] === to) + 4 * atAllOfAll(to)) /
      (count(all, (step) => step[0] === from) + 4);
    const speaks = (label: number) => {
      const members = others.filter((other) => other.label === label);
      const steps = stepsOf(members);
      let nats = Math.log((members.length + 1) / (lookedAt.length - 1 + segments.length));
      for (const [from, to] of stepsOf([input])) {
        const atAll = (count(steps, (step) => step[1] === to) + 4 * atAllOfAll(to)) / (steps.length + 4);
        const known = count(steps, (step) => step[0] === from && step[1] === to);
        nats += Math.log(
          (known + 2 * atAll + 2 * afterOfAll([from, to])) / (count(steps, (step) => step[0] === from) + 4),
        );
      }
      return nats;
    };
    return {
      input,
      own: speaks(input.label),
      others: segments.filter((label) => label !== input.label).map(speaks),
    };
  });
}

/** For each input that is looked at the probability of its own segment. */
export function ownLaws(...of: Parameters<typeof speaksFor>): number[] {
  return speaksFor(...of).map(({ own, others }) => 1 / others.reduce((sum, nats) => sum + Math.exp(nats - own), 1));
}

/** For each input that is looked at its margin on each step, in halves of the median margin of its segment. */
export function halvesOfMedianMargin(...of: Parameters<typeof speaksFor>): number[] {
  const margins = speaksFor(...of).map(({ input, own, others }) => ({
    label: input.label,
    margin: (own - Math.max(...others)) / (input.actions.length + 1),
  }));
  return margins.map(({ label, margin }) => {
    const members = margins.filter((other) => other.label === label).map((other) => other.margin);
    const median = members.sort((a, b) => a - b)[Math.ceil(members.length / 2) - 1]!;
    return median > 0 ? (2 * margin) / median : Number.NEGATIVE_INFINITY;
  });
}

/** For each input that is looked at the share of its nearest others that bear its label; ties for the last places share them. */
export function ownNearest(inputs: readonly LabelledPath[], looked: (input: LabelledPath) => boolean): number[] {
  const terms = inputs.map(termsOf);
  const having = (term: string) => terms.filter((of) => of.has(term)).length;
  const vectors = terms.map(
    (of) =>
      new Map(
        [...of].map(([term, n]) => [
          term,
          (1 + Math.log(n)) * (1 + Math.log((1 + inputs.length) / (1 + having(term)))),
        ]),
      ),
  );
  return inputs.filter(looked).map((input) => {
    const own = vectors[inputs.indexOf(input)]!;
    const others = inputs
      .map((other, j) => ({ other, own: other.label === input.label, near: cosine(own, vectors[j]!).toFixed(8) }))
      .filter(({ other }) => other !== input && looked(other))
      .sort((a, b) => Number(b.near) - Number(a.near));
    const k = Math.min(10, others.filter(({ own }) => own).length);
    const last = others[k - 1]!.near;
    const nearer = others.filter(({ near }) => Number(near) > Number(last));
    const tied = others.filter(({ near }) => near === last);
    const ownShare = tied.filter(({ own }) => own).length / tied.length;
    return (nearer.filter(({ own }) => own).length + (k - nearer.length) * ownShare) / k;
  });
}

type Step = readonly [from: string, to: string];

function stepsOf(inputs: readonly LabelledPath[]): Step[] {
  return inputs.flatMap(({ actions }) => {
    const marked = ["<start>", ...actions, "<end>"];
    return marked.slice(1).map((to, i) => [marked[i]!, to] as const);
  });
}

function termsOf(input: LabelledPath): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [from, to] of stepsOf([input])) {
    for (const term of [to, `${from} ${to}`]) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const dot = (x: ReadonlyMap<string, number>, y: ReadonlyMap<string, number>) =>
    [...x].reduce((sum, [term, value]) => sum + value * (y.get(term) ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function count(steps: readonly Step[], is: (step: Step) => boolean): number {
  return steps.filter(is).length;
}
