const decoder = new TextDecoder("utf-8", { fatal: true });

/** 16 digits and more may be beyond 2^53, where a number loses its last digits. */
const MAY_BE_LONG = /\d{16}/;
const TEXT_OR_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g;

/** The value of JSON, whose integers of 16 digits and more are texts: names and nanoseconds keep every digit. Undefined if it is none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(withExactIntegers(decoder.decode(bytes)));
  } catch {
    return undefined;
  }
}

function withExactIntegers(json: string): string {
  if (!MAY_BE_LONG.test(json)) return json;
  return json.replace(TEXT_OR_INTEGER, (found) => (found.startsWith('"') ? found : `"${found}"`));
}
