import { boolean, ofType, readOptions, wrongType } from "../../core/internal";
import { tableColumns } from "../../profiles/internal";
import { segmentMapSvg } from "../../report";
import type { Assignment, BeginningAssignment, ModelTables, SegmentModel } from "../../segments";
import { MODEL_TABLE } from "../../segments/internal";

/** What a request is answered by; see `serveFrames`. */
export type FrameAnswer =
  | { readonly answers: readonly (Assignment | BeginningAssignment)[] }
  | { readonly columns: readonly string[]; readonly rows: readonly ModelTables[keyof ModelTables][] }
  | { readonly svg: string };

interface RequestSettings {
  readonly maxPaths: number;
  readonly signal: AbortSignal | undefined;
}

/** What a request asks for, and its options; what is in them, the model and the map check. */
const REQUESTS = {
  paths: {
    paths: ofType<readonly (readonly string[])[], undefined>("an array of paths", Array.isArray, undefined),
    complete: boolean(true),
  },
  table: { table: MODEL_TABLE },
  map: { map: ofType<object, undefined>("an object of options", isObject, undefined) },
};

/**
 * Answers one request by its body.
 *
 * @throws TypeError or RangeError for a request that is none.
 */
export async function answerRequest(
  model: SegmentModel,
  body: Uint8Array,
  { maxPaths, signal }: RequestSettings,
): Promise<FrameAnswer> {
  const request = parsed(body);
  if (Object.hasOwn(request, "table")) {
    const table = readOptions(request, REQUESTS.table, "request").table!;
    const rows = model.toRows(table);
    return { columns: table === "members" ? Object.keys(rows[0] ?? {}) : tableColumns(table), rows };
  }
  if (Object.hasOwn(request, "map")) {
    return { svg: segmentMapSvg(model, readOptions(request, REQUESTS.map, "request").map!) };
  }
  const { paths, complete } = readOptions(request, REQUESTS.paths, "request");
  if (paths === undefined) throw wrongType("request.paths", REQUESTS.paths.paths.expected, undefined);
  if (paths.length > maxPaths) {
    throw new RangeError(`"request.paths" expected at most ${maxPaths} paths, got ${paths.length}`);
  }
  return { answers: await model.assign(paths, { complete, signal }) };
}

function parsed(body: Uint8Array): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new TypeError("a request expected a body of JSON in UTF-8");
  }
  if (!isObject(value)) throw wrongType("request", "an object", value);
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
