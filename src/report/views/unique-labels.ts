/**
 * Names made short, all different: cut at the end; where that leaves several the same, begun at the word in which they
 * differ; where that does not help, numbered.
 *
 * @param shorten a name as it fits, with `end` behind it.
 */
export function uniqueLabels(names: readonly string[], shorten: (name: string, end?: string) => string): string[] {
  const labels = names.map((name) => shorten(name));
  for (let look = 0; look < LOOKS; look++) {
    for (const alike of groupsOf(labels)) {
      const start = differingWord(alike.map((i) => names[i]!));
      if (start > 0)
        for (const i of alike) if (labels[i] !== names[i]) labels[i] = shorten(`…${names[i]!.slice(start)}`);
    }
  }
  const taken = new Set<string>();
  return labels.map((label, i) => {
    let unique = label;
    for (let number = 2; taken.has(unique); number++) unique = shorten(names[i]!, ` (${number})`);
    taken.add(unique);
    return unique;
  });
}

/** Names that begin alike may differ in pairs: each look takes the next word in which they do. */
const LOOKS = 3;

/** Positions of labels that stand more than once. */
function groupsOf(labels: readonly string[]): number[][] {
  const found = new Map<string, number[]>();
  for (const [i, label] of labels.entries()) {
    const alike = found.get(label);
    if (alike) alike.push(i);
    else found.set(label, [i]);
  }
  return [...found.values()].filter((alike) => alike.length > 1);
}

/** Where the word begins in which some of the names differ for the first time; 0 where they do not. */
function differingWord(names: readonly string[]): number {
  const [first] = names as [string];
  let same = 0;
  while (same < first.length && names.every((name) => name[same] === first[same])) same += 1;
  if (names.every((name) => name === first)) return 0;
  return first.slice(0, same).search(/[^_\s/.:-]*$/);
}
