import type { WebLogRow } from "./web-log-forms";

/**
 * Rows of the extended log format of W3C, whose line `#Fields:` names the columns (W3C working draft WD-logfile, 1996): IIS,
 * CloudFront. Beside these names there are those of other web logs: `host`, `user`, `time` (day and time of day, UTC), `method`,
 * `path`, `query`, `status`, `agent` and `visitor`.
 */
export class W3cLog {
  #fields: readonly string[] = [];

  get hasFields(): boolean {
    return this.#fields.length > 0;
  }

  /** Takes a line that begins with `#`; only `#Fields:` says anything here. */
  directive(line: string): void {
    const fields = /^#Fields:\s*(.*)$/.exec(line)?.[1];
    if (fields !== undefined) this.#fields = fields.trim().split(/\s+/);
  }

  /** The columns of a line; undefined when it has another number of them. */
  row(line: string): WebLogRow | undefined {
    const cells = line.includes("\t") ? line.split("\t") : (line.match(/"(?:[^"]|"")*"|\S+/g) ?? []);
    if (cells.length !== this.#fields.length) return undefined;
    const named = Object.fromEntries(this.#fields.map((name, i) => [name, textOf(cells[i]!)]));
    const [host, agent] = [named["c-ip"] ?? null, named["cs(User-Agent)"] ?? null];
    const stamp = named.date && named.time ? `${named.date}T${named.time}Z` : (named.time ?? null);
    return {
      ...named,
      ...{ time: stamp, host, agent, visitor: [host, agent].filter((each) => each !== null).join(" ") },
      ...{ user: named["cs-username"] ?? null, method: named["cs-method"] ?? null },
      ...{
        path: named["cs-uri-stem"] ?? null,
        query: named["cs-uri-query"] ?? null,
        status: named["sc-status"] ?? null,
      },
    };
  }
}

/** A cell as text: without quotes; `-` is nothing. */
function textOf(cell: string): string | null {
  if (cell === "-" || cell === "") return null;
  return cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
