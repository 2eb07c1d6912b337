import type { Command } from "commander";
import { CsvSplitter, openSource } from "../../events/internal";
import type { GuideOptions } from "../../segments";

/** The flags that say what is already known of users. */
export interface GuideFlags {
  guide?: string;
  guidePattern?: readonly string[];
}

/** Adds the flags of {@link GuideFlags}. */
export function addGuideFlags(command: Command): Command {
  return command
    .optionsGroup("Guide:")
    .option(
      "--guide <file>",
      "CSV with a header, and an id and a label in each line: users with the same label become one segment of that name",
    )
    .option(
      "--guide-pattern <name=pattern>",
      "users whose paths match a pattern become one segment, such as 'Whales=purchase{3,}'; can be repeated",
      (value: string, before: readonly string[] = []) => [...before, value],
    );
}

/**
 * What the flags say, as `fitSegments` takes it; undefined where they say nothing.
 *
 * @throws CommanderError when a pattern has no name; Error when the file has no two columns.
 */
export async function guideOptions(command: Command, flags: GuideFlags): Promise<GuideOptions | undefined> {
  const { guide, guidePattern = [] } = flags;
  if (guide === undefined && guidePattern.length === 0) return undefined;
  const patterns = guidePattern.map((given) => {
    const at = given.indexOf("=");
    if (at < 1) command.error(`error: --guide-pattern expected name=pattern, got "${given}"`);
    return [given.slice(0, at).trim(), given.slice(at + 1).trim()] as const;
  });
  return {
    ...(guide !== undefined && { labels: await readLabels(guide) }),
    ...(patterns.length > 0 && { patterns: Object.fromEntries(patterns) }),
  };
}

async function readLabels(file: string): Promise<Map<string, string>> {
  const opened = await openSource(file);
  const rows: (readonly [id: string, label: string])[] = [];
  const splitter = new CsvSplitter({ firstLine: 1 }, (bytes, bounds, fields, line) => {
    if (fields < 2) throw new Error(`--guide ${file}, line ${line}: expected an id and a label`);
    const cell = (field: number) => decoder.decode(bytes.subarray(bounds[2 * field], bounds[2 * field + 1])).trim();
    rows.push([cell(0), cell(1)]);
  });
  if (opened.kind === "rows") throw new Error(`--guide ${file}: expected CSV`);
  for await (const chunk of opened.chunks) splitter.push(chunk);
  splitter.end();
  return new Map(rows.slice(1).filter(([, label]) => label !== ""));
}

const decoder = new TextDecoder();
