import { type PrepareStep, pathPattern } from "../../src/sequences";

/** An event of a user, with the session it belongs to. */
export interface PlainEvent {
  readonly action: string;
  readonly time: number;
  readonly session: number;
}

/** Users, each a list of events; undefined for one that a step left out. */
export type PlainLog = readonly (readonly PlainEvent[] | undefined)[];

type StepOf<K extends PrepareStep["step"]> = Extract<PrepareStep, { step: K }>;

/** Does a step to a log, by lists of events; sessions are paths where that is said. */
export function plainStep(log: PlainLog, step: PrepareStep, bySession: boolean): PlainLog {
  const onEvents = (change: (event: PlainEvent) => PlainEvent | undefined): PlainLog =>
    log.map((user) => user?.map(change).filter((event) => event !== undefined));
  const onPaths = (change: (path: PlainEvent[], isLast: boolean) => PlainEvent[] | undefined): PlainLog =>
    log.map((user) => {
      if (user === undefined || user.length === 0) return user;
      const paths = bySession ? inSessions(user) : [[...user]];
      const changed = paths.map((path, i) => change(path, i === paths.length - 1));
      return !bySession && changed[0] === undefined ? undefined : changed.flatMap((path) => path ?? []);
    });
  switch (step.step) {
    case "keep":
    case "drop": {
      const fits = fitsAny(step.actions);
      return onEvents((event) => (fits(event.action) === (step.step === "keep") ? event : undefined));
    }
    case "cleanNames":
      return onEvents((event) => {
        const action = step.rules.reduce(
          (name, rule) => name.replace(new RegExp(rule.match, "g"), rule.alias),
          event.action,
        );
        return action === "" ? undefined : { ...event, action };
      });
    case "cleanUrls":
      return onEvents((event) => ({
        ...event,
        action: step.ids === false ? event.action : event.action.replace(/^\/12$/, `/${step.ids ?? "<id>"}`),
      }));
    case "group":
      return onPaths((path) => grouped(path, step));
    case "markers":
      return onPaths((path, isLast) => marked(path, isLast, step, lastTime(log)));
    case "truncate":
      return onPaths((path) => truncated(path, step));
    case "keepPaths":
      return onPaths((path) => (isKept(path, step) ? path : undefined));
    case "sessions":
      return log.map((user) => user && cut(user, step));
    case "dropRobots": {
      const events = log.reduce((sum, user) => sum + (user?.length ?? 0), 0);
      return log.map((user) => (user && user.length > 0 && isRobot(user, events, step) ? undefined : user));
    }
  }
}

function inSessions(user: readonly PlainEvent[]): PlainEvent[][] {
  return [...new Set(user.map(({ session }) => session))].map((session) =>
    user.filter((event) => event.session === session),
  );
}

function fitsAny(names: string | readonly string[] | undefined): (name: string) => boolean {
  const expressions = [names ?? []].flat().map((name) => new RegExp(`^${name.replaceAll("*", ".*")}$`, "s"));
  return (name) => expressions.some((expression) => expression.test(name));
}

function grouped(path: readonly PlainEvent[], { actions, pattern, name }: StepOf<"group">): PlainEvent[] {
  const result: PlainEvent[] = [];
  if (pattern !== undefined) {
    let at = 0;
    for (const { start, end } of pathPattern(pattern).findAll(path.map(({ action }) => action))) {
      if (start === end) continue;
      result.push(...path.slice(at, start), { ...path[start]!, action: name });
      at = end;
    }
    return [...result, ...path.slice(at)];
  }
  const fits = fitsAny(actions);
  path.forEach((event, i) => {
    if (!fits(event.action)) result.push(event);
    else if (i === 0 || !fits(path[i - 1]!.action)) result.push({ ...event, action: name });
  });
  return result;
}

function lastTime(log: PlainLog): number {
  return Math.max(...log.flatMap((user) => user ?? []).map(({ time }) => time));
}

function marked(given: readonly PlainEvent[], isLast: boolean, step: StepOf<"markers">, logEnd: number): PlainEvent[] {
  const path = [...given];
  const { start = "START", end = "END", lost = "LOST", lostAfter } = step;
  const last = path.at(-1)!;
  const isLost = isLast && lostAfter !== undefined && logEnd - last.time >= milliseconds(lostAfter);
  const hasEnd = last.action === end;
  if (hasEnd) path.pop();
  if (start !== false && given[0]!.action !== start) path.unshift({ ...given[0]!, action: start });
  if (isLost && path.at(-1)?.action !== lost) path.push({ ...last, action: lost });
  if (end !== false) path.push({ ...last, action: end });
  return path;
}

function truncated(path: PlainEvent[], step: StepOf<"truncate">): PlainEvent[] | undefined {
  const names = path.map(({ action }) => action);
  const matchOf = (pattern: string, from: number, which: "first" | "last" | undefined) =>
    pathPattern(pattern)
      .findAll(names.slice(from))
      .at(which === "last" ? -1 : 0);
  const otherwise = step.missing === "drop" ? undefined : path;
  const first = step.from === undefined ? { start: 0, end: 0 } : matchOf(step.from, 0, step.fromMatch);
  if (first === undefined) return otherwise;
  if (step.to === undefined) return path.slice(first.start);
  const last = matchOf(step.to, first.end, step.toMatch);
  return last ? path.slice(first.start, first.end + last.end) : otherwise;
}

function isKept(path: readonly PlainEvent[], step: StepOf<"keepPaths">): boolean {
  const names = path.map(({ action }) => action);
  const span = path.at(-1)!.time - path[0]!.time;
  return (
    path.length >= (step.minLength ?? 0) &&
    path.length <= (step.maxLength ?? Number.POSITIVE_INFINITY) &&
    (step.minSpan === undefined || span >= milliseconds(step.minSpan)) &&
    (step.maxSpan === undefined || span <= milliseconds(step.maxSpan)) &&
    (step.matching === undefined || pathPattern(step.matching).test(names)) &&
    (step.notMatching === undefined || !pathPattern(step.notMatching).test(names))
  );
}

let sessions = 1_000_000; // numbers that no session of a log has

function cut(user: readonly PlainEvent[], step: StepOf<"sessions">): PlainEvent[] {
  const [starts, ends, separates] = [step.start, step.end, step.separator].map(fitsAny);
  let last: PlainEvent | undefined;
  let separated = false;
  const result: PlainEvent[] = [];
  for (const event of user) {
    if (separates!(event.action)) {
      separated = true;
      continue;
    }
    const isPause = step.gap !== undefined && last && event.time - last.time >= milliseconds(step.gap);
    const isOther = last === undefined || event.session !== last.session;
    if (isOther || isPause || separated || starts!(event.action) || ends!(last!.action)) sessions += 1;
    result.push({ ...event, session: sessions });
    last = event;
    separated = false;
  }
  return result;
}

function isRobot(user: readonly PlainEvent[], events: number, step: StepOf<"dropRobots">): boolean {
  const { maxEvents = Number.POSITIVE_INFINITY, maxShare = 1, maxRate } = step;
  const isFast =
    maxRate !== undefined &&
    user.some(({ time }) => {
      const end = time + milliseconds(maxRate.within);
      return user.filter((other) => other.time >= time && other.time < end).length > maxRate.events;
    });
  return user.length > maxEvents || user.length > maxShare * events || isFast;
}

function milliseconds(duration: number | string): number {
  return typeof duration === "number" ? duration : Number(/^(\d+)ms$/.exec(duration)![1]);
}
