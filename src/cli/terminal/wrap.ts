/** Columns below which lines are left as they are. */
const NARROWEST = 40;

/**
 * Breaks lines at spaces so that they fit into this many columns; what goes on stands two columns further in than the line began.
 * A word that is longer stands by itself.
 */
export function wrapText(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < NARROWEST) return text;
  return text
    .split("\n")
    .map((line) => (line.length <= columns ? line : wrapLine(line, columns)))
    .join("\n");
}

function wrapLine(line: string, columns: number): string {
  const indent = " ".repeat(/^ */.exec(line)![0].length + 2);
  const lines: string[] = [];
  let current = "";
  for (const [, spaces, word] of line.matchAll(/( *)([^ ]+)/g)) {
    const longer = current + spaces + word;
    if (longer.length <= columns || current.trim() === "") current = longer;
    else {
      lines.push(current);
      current = indent + word;
    }
  }
  return [...lines, current].join("\n");
}
