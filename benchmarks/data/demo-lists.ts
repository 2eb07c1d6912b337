import { makeDemoLog } from "../../src/cli/fit/demo-log";

/** The actions of each user of the demo's game. */
export function demoLists(options: Parameters<typeof makeDemoLog>[0] = {}): string[][] {
  const paths = new Map<string, string[]>();
  for (const { user, action } of makeDemoLog(options).events) {
    const path = paths.get(user);
    if (path) path.push(action);
    else paths.set(user, [action]);
  }
  return [...paths.values()];
}
