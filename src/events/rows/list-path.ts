/** How deep lists are looked for. */
const DEEPEST = 3;

/** The path of keys to the longest list of objects within an object, the first of equals; undefined when there is none. */
export function longestList(row: object): string | undefined {
  let best: { path: string; length: number } | undefined;
  const visit = (value: object, path: string, depth: number) => {
    for (const [key, inside] of Object.entries(value)) {
      if (typeof inside !== "object" || inside === null) continue;
      const at = path === "" ? key : `${path}.${key}`;
      if (!Array.isArray(inside)) {
        if (depth < DEEPEST) visit(inside, at, depth + 1);
      } else if (
        inside.length > (best?.length ?? 0) &&
        inside.every((each) => typeof each === "object" && each !== null)
      ) {
        best = { path: at, length: inside.length };
      }
    }
  };
  visit(row, "", 1);
  return best?.path;
}
