/** The actions of each user, in the order of users' first events. */
export function listsByUser(events: Iterable<{ readonly user: string; readonly action: string }>): string[][] {
  const lists = new Map<string, string[]>();
  for (const { user, action } of events) {
    const list = lists.get(user);
    if (list) list.push(action);
    else lists.set(user, [action]);
  }
  return [...lists.values()];
}
