// A streaming platform that is made up: who comes each week, what they do, and what is planted in it. All of it follows from a seed.
import type { UserEvent } from "seqment/online";

export const WEEK = 604_800_000;
const DAY = 86_400_000;
const MINUTE = 60_000;
/** Monday, the 1st of January 2024. */
export const START = 1_704_067_200_000;
export const WEEKS = 12;

/** What is planted, by week: drift alarms are due then, and in no other week. */
export const PLANTED: Readonly<Record<number, string>> = {
  4: "families come: kids more than twice as many",
  6: "sports splits: as many watch the scores and go on to clips and chat",
  8: "TRAILER is called PREVIEW from now on",
  10: "bots: one user in five only searches",
};

export type Taste = "series" | "films" | "kids" | "sports" | "clips" | "bots";

/** What a taste does, over and over. */
const LOOPS: Readonly<Record<Taste, readonly string[]>> = {
  series: ["EPISODE", "NEXT_EPISODE", "EPISODE", "RATE"],
  films: ["SEARCH", "TRAILER", "FILM", "RATE"],
  kids: ["KIDS", "REPEAT", "KIDS", "PARENT_LOCK"],
  sports: ["SCORES", "LIVE", "PAUSE", "LIVE"],
  clips: ["CLIP", "CHAT", "CLIP", "CHAT"],
  bots: ["SEARCH", "SEARCH", "SEARCH", "SEARCH"],
};

/** Share of bots from week 10 on. */
const BOTS = 1 / 5;

export interface Visitor {
  readonly user: string;
  readonly taste: Taste;
  /** In order of time: the first session is what he does on his first day. */
  readonly events: readonly UserEvent[];
  readonly firstSession: number;
}

/** The new users of a week, from 1. */
export function visitorsOf(
  week: number,
  { users, seed }: { readonly users: number; readonly seed: number },
): Visitor[] {
  const random = randomFrom(seed * 1000 + week);
  return Array.from({ length: users }, (_, u) => {
    const taste = tasteOf(week, random());
    const user = `w${week}-${u}`;
    const first = START + (week - 1) * WEEK + Math.floor(random() * 5) * DAY + Math.floor(random() * 20 * 60) * MINUTE;
    const [length, firstSession] = [7 + Math.floor(random() * 4), 3 + Math.floor(random() * 3)];
    const offset = taste === "bots" ? 0 : Math.floor(random() * 2) * 2;
    const events = Array.from({ length }, (_, i): UserEvent => {
      const loop = taste === "clips" && i < 3 ? LOOPS.sports : LOOPS[taste];
      const strays = taste !== "bots" && random() < 0.08;
      const action = strays ? "BROWSE" : loop[(i + offset) % loop.length]!;
      const time = first + i * 7 * MINUTE + (i < firstSession ? 0 : DAY);
      return { user, action: week >= 8 && action === "TRAILER" ? "PREVIEW" : action, time, id: `${user}-${i}` };
    });
    return { user, taste, events, firstSession };
  });
}

function tasteOf(week: number, draw: number): Taste {
  if (week >= 10 && draw < BOTS) return "bots";
  const kids = week >= 4 ? 2.4 : 1;
  const shares: [Taste, number][] = [
    ["series", 1.4],
    ["films", 1.2],
    ["kids", kids],
    ["sports", week >= 6 ? 1 : 1.4],
    ["clips", week >= 6 ? 1 : 0],
  ];
  const sum = shares.reduce((all, [, share]) => all + share, 0);
  let left = (week >= 10 ? (draw - BOTS) / (1 - BOTS) : draw) * sum;
  for (const [taste, share] of shares) {
    if (left < share) return taste;
    left -= share;
  }
  return "series";
}

/** Evenly in [0, 1), by mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
