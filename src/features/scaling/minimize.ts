const GOLDEN = (3 - Math.sqrt(5)) / 2;
const MOST_STEPS = 200;

/**
 * The place between two bounds where a function of one number is least, by golden sections and parabolas (Brent 1973,
 * chapter 5).
 */
export function minimize(of: (x: number) => number, low: number, high: number, tolerance = 1e-9): number {
  let [from, to] = [low, high];
  let best = from + GOLDEN * (to - from);
  let [second, third] = [best, best];
  let atBest = of(best);
  let [atSecond, atThird] = [atBest, atBest];
  let [step, before] = [0, 0];
  for (let round = 0; round < MOST_STEPS; round++) {
    const middle = (from + to) / 2;
    const close = tolerance * Math.abs(best) + 1e-11;
    if (Math.abs(best - middle) <= 2 * close - (to - from) / 2) break;
    const [p, q] = parabola(best, second, third, atBest, atSecond, atThird);
    const isGood =
      Math.abs(before) > close && Math.abs(p) < Math.abs((q * before) / 2) && inside(best + p / q, from, to);
    if (isGood) {
      before = step;
      step = p / q;
      const near = best + step;
      if (near - from < 2 * close || to - near < 2 * close) step = best < middle ? close : -close;
    } else {
      before = (best < middle ? to : from) - best;
      step = GOLDEN * before;
    }
    const next = best + (Math.abs(step) >= close ? step : Math.sign(step) * close);
    const atNext = of(next);
    if (atNext <= atBest) {
      if (next < best) to = best;
      else from = best;
      [third, atThird, second, atSecond, best, atBest] = [second, atSecond, best, atBest, next, atNext];
    } else {
      if (next < best) from = next;
      else to = next;
      if (atNext <= atSecond || second === best) [third, atThird, second, atSecond] = [second, atSecond, next, atNext];
      else if (atNext <= atThird || third === best || third === second) [third, atThird] = [next, atNext];
    }
  }
  return best;
}

/** Numerator and denominator of the step from the best of three places to the lowest point of their parabola. */
function parabola(best: number, second: number, third: number, f: number, g: number, h: number): [number, number] {
  const r = (best - second) * (f - h);
  const q = (best - third) * (f - g);
  const p = (best - third) * q - (best - second) * r;
  const twice = 2 * (q - r);
  return twice > 0 ? [-p, twice] : [p, -twice];
}

function inside(x: number, from: number, to: number): boolean {
  return x > from && x < to;
}
