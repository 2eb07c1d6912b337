import type { Command, Option } from "commander";
import { type JsonSchema, jsonOf } from "../../core/internal";
import { FIT_SEGMENTS_OPTIONS } from "../../segments/internal";

/** Flags of one command that stand in the file under `reading`: those that say what is in the log. */
const READING = "Reading:";

/** The JSON Schema of the file that `--config` names, made from the flags that read a log and the options of `fitSegments`. */
export function configSchema(fit: Command): JsonSchema {
  const { properties } = jsonOf(FIT_SEGMENTS_OPTIONS) as { properties: Readonly<Record<string, JsonSchema>> };
  const described = {
    title: "Settings of seqment fit and seqment candidates",
    type: "object",
    additionalProperties: false,
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...described,
    properties: { $schema: { type: "string" }, reading: readingSchema(fit), ...properties },
  };
}

/** The flags that a file may hold under `reading`. */
export function readingFlags(command: Command): readonly Option[] {
  return command.options.filter(({ helpGroupHeading }) => helpGroupHeading === READING);
}

function readingSchema(fit: Command): JsonSchema {
  const properties = readingFlags(fit).map((option) => {
    return [option.attributeName(), { ...flagSchema(option), description: option.description }];
  });
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

function flagSchema({ argChoices, required, optional, flags }: Option): JsonSchema {
  if (argChoices) return { enum: argChoices };
  if (!required && !optional) return { const: true };
  return flags.includes("<n>") ? { type: "integer", minimum: 0 } : { type: "string" };
}
