/** The longest value of a parameter that MLflow takes. */
const LONGEST = 6000;

/** Options as MLflow's parameters: a flat list of texts, `{ clustering: { method: "kmeans" } }` as `clustering.method`. */
export function parameterTexts(options: Readonly<Record<string, unknown>>): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (value: unknown, path: string) => {
    if (isPlain(value) && Object.keys(value).length > 0) {
      for (const [key, item] of Object.entries(value)) add(item, path === "" ? key : `${path}.${key}`);
    } else if (value !== undefined) {
      texts.set(allowedKey(path), cut(typeof value === "string" ? value : (JSON.stringify(value) ?? String(value))));
    }
  };
  for (const [key, value] of Object.entries(options)) add(value, key);
  return texts;
}

/** Keys of MLflow have letters, digits and `_-. :/`, and at most 250 of them. */
export function allowedKey(key: string): string {
  const plain = key.replace(/[^\p{L}\p{N}_\-. :/]/gu, "_").slice(0, 250);
  return plain === "" ? "_" : plain;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
