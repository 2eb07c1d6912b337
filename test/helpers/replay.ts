import fc from "fast-check";
import type { UserEvent } from "../../src/online";

const HOUR = 3_600_000;

/** Events of two users, each with an id, up to three hours apart; often so many that the first ones are folded. */
export const anyUserEvents: fc.Arbitrary<UserEvent[]> = fc
  .array(
    fc.record({
      user: fc.constantFrom("ann", "böb"),
      action: fc.constantFrom("OPEN", "BROWSE", "PLAY", "PAY", "FAIL", "never seen"),
      step: fc.integer({ min: 0, max: 3 * HOUR }),
      sequence: fc.integer({ min: 0, max: 1 }),
      value: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    }),
    { maxLength: 90, size: "max" },
  )
  .map((steps) => {
    let time = 0;
    return steps.map(({ step, ...event }, i): UserEvent => {
      time += step;
      return { ...event, time, id: `e${i}` };
    });
  });

/** Numbers that decide how events arrive. */
export const anyDraws = fc
  .noBias(fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 5, maxLength: 30, size: "max" }))
  .map((draws) => draws.map((draw) => draw / 1000));

/** The events in lists, as they may arrive within an hour's lateness: each up to an hour late, some of them again. */
export function arrivalsOf(events: readonly UserEvent[], draws: readonly number[]): UserEvent[][] {
  const draw = (i: number) => draws[i % draws.length]!;
  const arrivals = events
    .flatMap((event, i) => {
      const again = draw(3 * i) < 0.3 ? [{ event, at: event.time + draw(3 * i + 1) * HOUR }] : [];
      return [{ event, at: event.time + draw(3 * i + 2) * HOUR }, ...again];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
  const lists: UserEvent[][] = [];
  for (let from = 0; from < arrivals.length; ) {
    const next = from + 1 + Math.floor(draw(lists.length) * 20);
    lists.push(arrivals.slice(from, next));
    from = next;
  }
  return lists;
}
