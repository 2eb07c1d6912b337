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
