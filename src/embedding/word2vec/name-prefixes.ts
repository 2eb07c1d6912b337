/**
 * The prefixes of a hierarchical name, shortest first: what stands before each run of separators. `shop/cart/add` has
 * `shop` and `shop/cart`. Separators at the beginning separate nothing.
 *
 * @param separators characters, each of which separates.
 */
export function namePrefixes(name: string, separators: string): string[] {
  const separating = new Set(separators);
  const prefixes: string[] = [];
  let position = 0;
  let inName = false;
  for (const character of name) {
    const separates = separating.has(character);
    if (separates && inName) prefixes.push(name.slice(0, position));
    inName = !separates;
    position += character.length;
  }
  return prefixes;
}
