/** Markup that is safe to write as it stands; only {@link html} and {@link trusted} make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Markup with values put in: texts are escaped, markup and lists of it stand as they are, `null` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  let text = strings[0]!;
  for (let i = 0; i < values.length; i++) text += partText(values[i]) + strings[i + 1]!;
  return new Html(text);
}

/** Text that is known to be markup. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** Text for an HTML or SVG element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function partText(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(partText).join("");
  return part === null || part === undefined || part === false ? "" : escapeHtml(String(part));
}

/**
 * A value as JSON that may stand inside a `<script>` element: `<` cannot end or open one, and the line separators of
 * Unicode are escaped too.
 */
export function inlineJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
