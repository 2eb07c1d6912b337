/** A regular expression over the actions of a path, as a tree. */
export type PatternTree =
  | { readonly name: string; readonly excluded?: boolean }
  | { readonly any: true }
  | { readonly edge: "START" | "END" }
  | { readonly sequence: readonly PatternTree[] }
  | { readonly choice: readonly PatternTree[] }
  | { readonly repeat: PatternTree; readonly min: number; readonly max: number };

/** The pattern in the language of `pathPattern`. */
export function patternText(tree: PatternTree): string {
  if ("any" in tree) return ".";
  if ("edge" in tree) return tree.edge;
  if ("name" in tree) return tree.excluded ? `[^ ${JSON.stringify(tree.name)}]` : JSON.stringify(tree.name);
  if ("sequence" in tree) return `(${tree.sequence.map(patternText).join(" -> ")})`;
  if ("choice" in tree) return `(${tree.choice.map(patternText).join(" | ")})`;
  const { min, max } = tree;
  return `(${patternText(tree.repeat)}){${min},${max === Number.POSITIVE_INFINITY ? "" : max}}`;
}

/**
 * Where matches that begin at `start` end: all of them, by trying everything. Exponential; the beginning of the path stands
 * before position 0 and takes none of it, as its end does.
 */
function endsOf(tree: PatternTree, path: readonly string[], start: number): Set<number> {
  const placed = ["\u0002", ...path, "\u0003"]; // stand for the two ends
  const starts = start === 0 ? [0, 1] : [start + 1];
  const ends = starts.flatMap((from) => [...endings(tree, placed, from)]);
  return new Set(ends.map((end) => Math.min(Math.max(end - 1, 0), path.length)));
}

function endings(tree: PatternTree, placed: readonly string[], at: number): Set<number> {
  const isEdge = at === 0 || at === placed.length - 1;
  const one = (accepts: boolean) => new Set(accepts && at < placed.length ? [at + 1] : []);
  if ("any" in tree) return one(!isEdge);
  if ("edge" in tree) {
    return one(placed[at] === (tree.edge === "START" ? "\u0002" : "\u0003") || (!isEdge && placed[at] === tree.edge));
  }
  if ("name" in tree) return one(!isEdge && (placed[at] === tree.name) !== (tree.excluded ?? false));
  if ("choice" in tree) return new Set(tree.choice.flatMap((part) => [...endings(part, placed, at)]));
  if ("sequence" in tree) return tree.sequence.reduce((ends, part) => through(ends, part, placed), new Set([at]));
  let ends = new Set([at]);
  const found = new Set<number>(tree.min === 0 ? ends : []);
  const most = Math.min(tree.max, tree.min + placed.length + 1);
  for (let times = 1; times <= most; times++) {
    ends = through(ends, tree.repeat, placed);
    if (times >= tree.min) for (const end of ends) found.add(end);
  }
  return found;
}

function through(ends: ReadonlySet<number>, part: PatternTree, placed: readonly string[]): Set<number> {
  return new Set([...ends].flatMap((end) => [...endings(part, placed, end)]));
}

/** All matches, from the left: each as far left as possible, then as long as possible, none overlapping. */
export function allMatches(tree: PatternTree, path: readonly string[]): { start: number; end: number }[] {
  const found = [];
  for (let start = 0; start <= path.length; ) {
    const ends = endsOf(tree, path, start);
    if (ends.size === 0) start++;
    else {
      const end = Math.max(...ends);
      found.push({ start, end });
      start = Math.max(end, start + 1);
    }
  }
  return found;
}
