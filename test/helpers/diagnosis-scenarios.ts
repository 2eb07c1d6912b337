import type { DiagnoseSegmentOptions, DiagnosisCause, DiagnosisData, LabeledUsers } from "../../src/experiments";
import { sequencesFrom } from "../../src/sequences";
import { welchTest } from "../../src/statistics";
import { Draws } from "./draws";

/** Users with one cause planted, or none. */
export interface Scenario {
  readonly model: LabeledUsers;
  readonly data: DiagnosisData;
  readonly options: DiagnoseSegmentOptions;
}

/** A kind of scenario, and the causes that count as found. */
export interface ScenarioKind {
  readonly name: string;
  readonly planted: readonly DiagnosisCause[];
  make(seed: number): Promise<Scenario>;
}

const PAST = ["definition", "regression to the mean"] as const;

/** One for each cause, and none planted; in each, all that can be known of the users is given. */
export const SCENARIOS: readonly ScenarioKind[] = [
  { name: "periods: nothing", planted: [], make: (seed) => periods(seed, {}) },
  { name: "periods: one-time spenders", planted: PAST, make: (seed) => periods(seed, { oneTime: 0.5 }) },
  { name: "periods: a cut of the metric", planted: PAST, make: (seed) => periods(seed, { isCut: true }) },
  {
    name: "periods: doubtful members",
    planted: ["uncertain members"],
    make: (seed) => periods(seed, { doubtful: 0.4 }),
  },
  { name: "periods: mix of channels", planted: ["mix"], make: (seed) => periods(seed, { poorChannel: 0.7 }) },
  { name: "periods: drift", planted: ["drift"], make: (seed) => periods(seed, { drifted: 0.6 }) },
  { name: "periods: everybody", planted: ["everybody"], make: (seed) => periods(seed, { season: 0.75 }) },
  { name: "periods: funnel step", planted: ["funnel step"], make: (seed) => periods(seed, { payRate: 0.4 }) },
  { name: "periods: paths", planted: ["paths"], make: (seed) => periods(seed, { errorRate: 0.4 }) },
  { name: "periods: true effect", planted: ["true effect"], make: (seed) => periods(seed, { effect: 0.75 }) },
  { name: "groups: nothing", planted: [], make: (seed) => groups(seed, {}) },
  { name: "groups: not delivered", planted: ["not delivered"], make: (seed) => groups(seed, { delivery: 0.2 }) },
  { name: "groups: worse before", planted: ["imbalance"], make: (seed) => groups(seed, { worseBefore: 0.8 }) },
  { name: "groups: users missing", planted: ["imbalance"], make: (seed) => groups(seed, { missing: 0.9 }) },
  { name: "groups: few members", planted: ["underpowered"], make: fewMembers },
  { name: "groups: doubtful members", planted: ["uncertain members"], make: (seed) => groups(seed, { doubtful: 0.4 }) },
  { name: "groups: funnel step", planted: ["funnel step"], make: (seed) => groups(seed, { payRate: 0.35 }) },
  { name: "groups: paths", planted: ["paths"], make: (seed) => groups(seed, { errorRate: 0.4 }) },
  { name: "groups: true effect", planted: ["true effect"], make: (seed) => groups(seed, { effect: 0.85 }) },
];

const FUNNEL = ["product", "cart", "pay"];
const SEGMENT = "High-Value";

interface Way {
  readonly payRate: number;
  readonly errorRate: number;
}

/** A visit: the page, a search or not, the cart, an error or not, and the payment. */
function pathOf(draws: Draws, { payRate, errorRate }: Way): string[] {
  const path = draws.isBelow(0.6) ? ["home"] : ["home", "search"];
  path.push("product");
  if (draws.isBelow(0.3)) path.push("product");
  if (!draws.isBelow(0.75)) return path;
  path.push("cart");
  if (draws.isBelow(errorRate)) {
    path.push("error");
    return path;
  }
  if (draws.isBelow(payRate)) path.push("pay");
  return path;
}

const PAY_RATE = 0.75;

interface Population {
  readonly labels: string[];
  readonly levels: number[];
  readonly probabilities: number[];
}

/** Members have a higher level; some belong less surely than others, which means nothing unless it is planted. */
function population(draws: Draws, users: number, memberShare: number): Population {
  const labels = Array.from({ length: users }, (_, u) => (u < users * memberShare ? SEGMENT : "Others"));
  const levels = labels.map((label) => (label === SEGMENT ? 60 : 25) * lognormal(draws, 0.25));
  const probabilities = labels.map(() => (draws.isBelow(0.3) ? 0.4 + 0.39 * draws.next() : 0.8 + 0.2 * draws.next()));
  return { labels, levels, probabilities };
}

function lognormal(draws: Draws, spread: number): number {
  return Math.exp(draws.normal(-(spread * spread) / 2, spread));
}

interface PeriodPlan {
  readonly oneTime?: number;
  readonly isCut?: boolean;
  readonly doubtful?: number;
  readonly poorChannel?: number;
  readonly drifted?: number;
  readonly season?: number;
  readonly payRate?: number;
  readonly errorRate?: number;
  readonly effect?: number;
}

const CHANNELS = ["search", "mail", "ads"];
const CHANNEL_WORTH: Readonly<Record<string, number>> = { search: 1.25, mail: 1, ads: 0.6 };

async function periods(seed: number, plan: PeriodPlan): Promise<Scenario> {
  const draws = new Draws(seed, `periods ${JSON.stringify(plan)}`);
  const users = 2000;
  const { labels: typeOf, levels, probabilities } = population(draws, users, 0.3);
  const isMember = (u: number) => typeOf[u] === SEGMENT;
  const channelThen = levels.map(() => channelOf(draws, 0.2));
  const channelNow = channelThen.map((channel, u) => {
    if (plan.poorChannel === undefined) return channel;
    return isMember(u) ? channelOf(draws, plan.poorChannel) : channel;
  });
  const visitsThen = levels.map(() => visitsOf(draws, 8));
  const visitsNow = levels.map((_, u) =>
    visitsOf(draws, plan.drifted !== undefined && isMember(u) && draws.isBelow(plan.drifted) ? 3 : 8),
  );
  const spread = plan.isCut ? 0.7 : 0.3;
  const spend = (u: number, channel: string, visits: number) =>
    levels[u]! * CHANNEL_WORTH[channel]! * (0.3 + (0.7 * visits) / 8) * lognormal(draws, spread);
  const previous = levels.map((_, u) => spend(u, channelThen[u]!, visitsThen[u]!));
  const before = levels.map((_, u) => spend(u, channelThen[u]!, visitsThen[u]!));
  const after = levels.map((_, u) => spend(u, channelNow[u]!, visitsNow[u]!) * (plan.season ?? 1));
  const orders = levels.map(() => 2 + draws.integer(6));
  const doubtful = probabilities.map((probability, u) => isMember(u) && probability < 0.8);
  let labels = typeOf;
  for (const u of levels.keys()) {
    if (!isMember(u)) continue;
    if (plan.effect !== undefined) after[u]! *= plan.effect;
    if (plan.oneTime !== undefined && draws.isBelow(plan.oneTime)) {
      orders[u] = 1;
      previous[u]! *= 0.1;
      after[u]! *= 0.1;
    }
    if (plan.doubtful !== undefined && doubtful[u]) after[u]! *= 1 - plan.doubtful;
  }
  if (plan.isCut) {
    const cut = [...before].sort((a, b) => b - a)[Math.floor(0.25 * users)]!;
    labels = before.map((value) => (value > cut ? SEGMENT : "Others"));
  }
  const usual = { payRate: PAY_RATE, errorRate: 0 };
  const visits = levels.map((_, u) => [
    pathOf(draws, usual),
    pathOf(draws, isMember(u) ? { payRate: plan.payRate ?? PAY_RATE, errorRate: plan.errorRate ?? 0 } : usual),
  ]);
  const ofConversion = plan.payRate !== undefined || plan.errorRate !== undefined;
  const paid = (side: 0 | 1) => visits.map((own) => (own[side]!.at(-1) === "pay" ? 1 : 0));
  return {
    model: { labels, probabilities },
    data: {
      values: ofConversion ? { before: paid(0), after: paid(1) } : { before, after },
      previous: ofConversion ? levels.map(() => (draws.isBelow(0.75 * PAY_RATE) ? 1 : 0)) : previous,
      features: { orders, recency: levels.map(() => draws.integer(60)) },
      behavior: { before: { visits: visitsThen }, after: { visits: visitsNow } },
      strata: { before: channelThen, after: channelNow },
      paths: {
        sequences: await sequencesFrom([...visits.map(([then]) => then!), ...visits.map(([, now]) => now!)]),
        users: [...levels.keys(), ...levels.keys()],
        periods: [...levels.map(() => "before" as const), ...levels.map(() => "after" as const)],
      },
    },
    options: { segment: SEGMENT, metric: ofConversion ? "conversion" : "spend", funnel: FUNNEL },
  };
}

function channelOf(draws: Draws, ads: number): string {
  return draws.isBelow(ads) ? "ads" : draws.of(CHANNELS.slice(0, 2));
}

function visitsOf(draws: Draws, mean: number): number {
  return Math.max(0, Math.round(draws.normal(mean, Math.sqrt(mean))));
}

interface GroupPlan {
  readonly delivery?: number;
  readonly worseBefore?: number;
  readonly missing?: number;
  readonly members?: number;
  readonly doubtful?: number;
  readonly payRate?: number;
  readonly errorRate?: number;
  readonly effect?: number;
}

const LIFT = 1.15;

/** An experiment that found nothing among the members: only then does anybody ask. */
async function fewMembers(seed: number): Promise<Scenario> {
  for (let attempt = 0; ; attempt++) {
    const scenario = await groups(seed + 10_000 * attempt, { members: 40 });
    const of = (group: string) =>
      (scenario.data.values as number[]).filter(
        (_, u) => scenario.model.labels[u] === SEGMENT && scenario.data.groups![u] === group,
      );
    if (welchTest(of("new"), of("old")).p > 0.05) return scenario;
  }
}

async function groups(seed: number, plan: GroupPlan): Promise<Scenario> {
  const draws = new Draws(seed, `groups ${JSON.stringify(plan)}`);
  const users = 3000;
  const { labels, levels, probabilities } = population(draws, users, plan.members ? plan.members / users : 0.3);
  const isMember = (u: number) => labels[u] === SEGMENT;
  const groupOf: (string | null)[] = levels.map(() => (draws.isBelow(0.5) ? "new" : "old"));
  const isTreated = (u: number) => groupOf[u] === "new";
  const worse = levels.map((_, u) => (plan.worseBefore && isMember(u) && isTreated(u) ? plan.worseBefore : 1));
  const previous = levels.map((level, u) => level * worse[u]! * lognormal(draws, 0.3));
  const delivered = levels.map((_, u) => isTreated(u) && draws.isBelow(isMember(u) ? (plan.delivery ?? 0.97) : 0.97));
  const lift = (u: number) => {
    if (!delivered[u]) return 1;
    if (!isMember(u)) return LIFT;
    if (plan.doubtful !== undefined && probabilities[u]! < 0.8) return 1 - plan.doubtful;
    return plan.effect ?? LIFT;
  };
  const values = levels.map((level, u) => level * worse[u]! * lift(u) * lognormal(draws, 0.3));
  if (plan.missing !== undefined) {
    for (const u of levels.keys()) {
      if (isMember(u) && isTreated(u) && values[u]! > 70 && draws.isBelow(plan.missing)) groupOf[u] = null;
    }
  }
  const ofConversion = plan.payRate !== undefined || plan.errorRate !== undefined;
  const visits = levels.map((_, u) => {
    if (!isTreated(u)) return pathOf(draws, { payRate: 0.6, errorRate: 0 });
    if (!isMember(u) || !ofConversion) return pathOf(draws, { payRate: PAY_RATE, errorRate: 0 });
    return pathOf(draws, { payRate: plan.payRate ?? PAY_RATE, errorRate: plan.errorRate ?? 0 });
  });
  return {
    model: { labels, probabilities },
    data: {
      values: ofConversion ? visits.map((path) => (path.at(-1) === "pay" ? 1 : 0)) : values,
      groups: groupOf,
      previous: ofConversion ? levels.map(() => (draws.isBelow(0.45) ? 1 : 0)) : previous,
      delivered,
      strata: levels.map(() => channelOf(draws, 0.2)),
      paths: { sequences: await sequencesFrom(visits) },
    },
    options: {
      segment: SEGMENT,
      metric: ofConversion ? "conversion" : "spend",
      funnel: FUNNEL,
      experiment: { key: "page", variants: ["old", "new"] },
    },
  };
}
