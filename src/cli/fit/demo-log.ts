import { randomStream } from "../../core/internal";

/** One row of the demo's log. */
export interface DemoEvent {
  readonly user: string;
  readonly action: string;
  /** ISO 8601. */
  readonly time: string;
}

/** A synthetic log of a mobile game, and the behavior planted in each user. */
export interface DemoLog {
  /** In the order of time, as a log is written. */
  readonly events: readonly DemoEvent[];
  /** For each user, the name of the planted behavior; `noise` for users who act at random. */
  readonly planted: ReadonlyMap<string, PlantedBehavior>;
}

export type PlantedBehavior = "power users" | "strugglers" | "drifters" | "newcomers" | "noise";

/** Shares of the planted behaviors. */
const SHARES: readonly (readonly [behavior: PlantedBehavior, share: number])[] = [
  ["newcomers", 0.34],
  ["strugglers", 0.27],
  ["drifters", 0.2],
  ["power users", 0.16],
  ["noise", 0.03],
];

/** What a user of a behavior does in a session: where it starts, and the weighted next steps of each step. */
interface Script {
  readonly sessions: readonly [min: number, max: number];
  readonly daysBetween: number;
  readonly start: readonly Step[];
  /** Where later sessions start, if elsewhere. */
  readonly again?: readonly Step[];
  readonly next: Readonly<Record<string, readonly Step[]>>;
}

type Step = readonly [action: string, weight: number];

const SCRIPTS: Readonly<Record<Exclude<PlantedBehavior, "noise">, Script>> = {
  // Plays every day, wins late levels, lives in the guild and pays for coins.
  "power users": {
    sessions: [4, 7],
    daysBetween: 1,
    start: [["START", 1]],
    next: {
      START: [
        ["DAILY_REWARD", 4],
        ["GUILD_CHAT", 1],
      ],
      DAILY_REWARD: [
        ["LEVEL_8_PASS", 3],
        ["PVP_WIN", 2],
        ["GUILD_CHAT", 2],
      ],
      LEVEL_8_PASS: [
        ["LEVEL_9_PASS", 4],
        ["LEVEL_9_FAIL", 1],
        ["GUILD_CHAT", 1],
      ],
      LEVEL_9_PASS: [
        ["PVP_WIN", 3],
        ["GUILD_CHAT", 2],
        ["PURCHASE_COINS", 1],
        ["QUIT", 1],
      ],
      LEVEL_9_FAIL: [
        ["LEVEL_9_PASS", 3],
        ["PURCHASE_COINS", 1],
      ],
      PVP_WIN: [
        ["PVP_WIN", 2],
        ["PVP_LOSE", 1],
        ["PURCHASE_COINS", 1],
        ["GUILD_CHAT", 2],
        ["QUIT", 2],
      ],
      PVP_LOSE: [
        ["PVP_WIN", 2],
        ["QUIT", 1],
      ],
      GUILD_CHAT: [
        ["PVP_WIN", 2],
        ["LEVEL_8_PASS", 1],
        ["QUIT", 2],
      ],
      PURCHASE_COINS: [
        ["PVP_WIN", 2],
        ["GUILD_CHAT", 1],
        ["QUIT", 1],
      ],
    },
  },
  // Stuck at level 5: fails again and again, buys a boost, gets through or gives up for the day.
  strugglers: {
    sessions: [3, 5],
    daysBetween: 1.5,
    start: [["START", 1]],
    next: {
      START: [
        ["LEVEL_5_FAIL", 4],
        ["LEVEL_4_PASS", 1],
      ],
      LEVEL_4_PASS: [["LEVEL_5_FAIL", 1]],
      LEVEL_5_FAIL: [
        ["LEVEL_5_FAIL", 3],
        ["OPEN_SHOP", 3],
        ["QUIT", 1],
      ],
      OPEN_SHOP: [
        ["PURCHASE_BOOST", 4],
        ["LEVEL_5_FAIL", 1],
      ],
      PURCHASE_BOOST: [
        ["LEVEL_5_PASS", 3],
        ["LEVEL_5_FAIL", 1],
      ],
      LEVEL_5_PASS: [
        ["LEVEL_6_FAIL", 2],
        ["QUIT", 1],
      ],
      LEVEL_6_FAIL: [
        ["OPEN_SHOP", 1],
        ["LEVEL_6_FAIL", 1],
        ["QUIT", 2],
      ],
    },
  },
  // Came once, comes ever less: ignores the pushes, looks in, leaves.
  drifters: {
    sessions: [8, 13],
    daysBetween: 5,
    start: [["PUSH_RECEIVED", 1]],
    next: {
      PUSH_RECEIVED: [
        ["PUSH_IGNORED", 3],
        ["START", 2],
      ],
      PUSH_IGNORED: [
        ["PUSH_RECEIVED", 1],
        ["END", 2],
      ],
      START: [
        ["QUIT", 3],
        ["LEVEL_3_PASS", 1],
        ["LEVEL_3_FAIL", 1],
      ],
      LEVEL_3_PASS: [["QUIT", 1]],
      LEVEL_3_FAIL: [["QUIT", 1]],
    },
  },
  // Installs, follows the tutorial, plays the first levels over and over.
  newcomers: {
    sessions: [2, 4],
    daysBetween: 1,
    start: [["INSTALL", 1]],
    again: [["START", 1]],
    next: {
      INSTALL: [["TUTORIAL_BEGIN", 1]],
      START: [
        ["LEVEL_1_PASS", 1],
        ["LEVEL_2_FAIL", 1],
        ["LEVEL_2_PASS", 2],
      ],
      TUTORIAL_BEGIN: [["TUTORIAL_DONE", 1]],
      TUTORIAL_DONE: [
        ["LEVEL_1_PASS", 3],
        ["LEVEL_1_FAIL", 1],
      ],
      LEVEL_1_FAIL: [
        ["LEVEL_1_FAIL", 1],
        ["LEVEL_1_PASS", 3],
      ],
      LEVEL_1_PASS: [
        ["LEVEL_1_PASS", 1],
        ["LEVEL_2_PASS", 3],
        ["LEVEL_2_FAIL", 2],
      ],
      LEVEL_2_FAIL: [
        ["LEVEL_2_FAIL", 1],
        ["LEVEL_2_PASS", 3],
        ["LEVEL_1_PASS", 1],
      ],
      LEVEL_2_PASS: [
        ["LEVEL_2_PASS", 1],
        ["LEVEL_1_PASS", 1],
        ["LEVEL_2_FAIL", 1],
        ["QUIT", 2],
      ],
    },
  },
};

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 5);
const LONGEST_SESSION = 40;

/**
 * Makes the demo's log: every user follows the script of one planted behavior, about one user in thirty acts at random.
 * The same arguments give the same log.
 */
export function makeDemoLog({ users = 2000, seed = 7 }: { users?: number; seed?: number } = {}): DemoLog {
  const planted = new Map<string, PlantedBehavior>();
  const events: { user: string; action: string; ms: number }[] = [];
  for (let index = 0; index < users; index++) {
    const draw = drawsOf(seed, index);
    const user = `player_${String(index + 1).padStart(5, "0")}`;
    const behavior = pick(SHARES, draw);
    planted.set(user, behavior);
    for (const { action, ms } of behavior === "noise" ? actAtRandom(draw) : follow(SCRIPTS[behavior], draw)) {
      events.push({ user, action, ms });
    }
  }
  events.sort((a, b) => a.ms - b.ms || (a.user < b.user ? -1 : a.user > b.user ? 1 : 0));
  return {
    planted,
    events: events.map(({ user, action, ms }) => ({ user, action, time: new Date(ms).toISOString() })),
  };
}

interface TimedAction {
  readonly action: string;
  readonly ms: number;
}

function* follow(script: Script, draw: () => number): Generator<TimedAction> {
  const [min, max] = script.sessions;
  const sessions = min + Math.floor(draw() * (max - min + 1));
  let ms = FIRST_DAY + Math.floor(draw() * 7 * DAY_MS);
  for (let session = 0; session < sessions; session++) {
    let action = pick(session > 0 ? (script.again ?? script.start) : script.start, draw);
    for (let step = 0; step < LONGEST_SESSION && action !== "END"; step++) {
      yield { action, ms };
      ms += 2000 + Math.floor(draw() * 90_000);
      action = action === "QUIT" ? "END" : pick(script.next[action]!, draw);
    }
    ms += Math.floor(script.daysBetween * DAY_MS * (0.5 + draw()));
  }
}

/** A few actions, in no order: every random user has other favourites, so that no two are alike. */
function* actAtRandom(draw: () => number): Generator<TimedAction> {
  const favorites = Array.from({ length: 3 }, () => ALL_ACTIONS[Math.floor(draw() * ALL_ACTIONS.length)]!);
  const length = 4 + Math.floor(draw() * 20);
  let ms = FIRST_DAY + Math.floor(draw() * 7 * DAY_MS);
  for (let step = 0; step < length; step++) {
    yield { action: favorites[Math.floor(draw() * favorites.length)]!, ms };
    ms += 2000 + Math.floor(draw() * 0.4 * DAY_MS);
  }
}

const ALL_ACTIONS = [
  ...new Set(
    Object.values(SCRIPTS).flatMap(({ start, next }) =>
      [...start, ...Object.values(next).flat()].map(([action]) => action),
    ),
  ),
]
  .filter((action) => action !== "END")
  .sort();

function pick<T extends string>(choices: readonly (readonly [T, number])[], draw: () => number): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let at = draw() * total;
  for (const [choice, weight] of choices) {
    at -= weight;
    if (at < 0) return choice;
  }
  return choices.at(-1)![0];
}

function drawsOf(seed: number, user: number): () => number {
  const stream = randomStream(seed, "demo/log");
  let drawn = 0;
  return () => stream.uniform(user, drawn++);
}
