import { describeValue, didYouMean } from "../../core/internal";

/** What is used of an error of Ajv with `verbose: true`. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
  readonly parentSchema?: { readonly description?: string; readonly properties?: object };
}

/** What the first error of a request says: `"paths[0][2]" expected a text of 1 to 10000 characters, got 5`. */
export function schemaMessage(errors: readonly SchemaError[], part: string): string {
  const { instancePath, keyword, params, data, parentSchema } = errors[0]!;
  const place = placeOf(instancePath);
  if (keyword === "required") {
    return `"${joined(place, String(params.missingProperty))}" is missing`;
  }
  if (keyword === "additionalProperties") {
    const known = Object.keys(parentSchema?.properties ?? {});
    const key = String(params.additionalProperty);
    const near = didYouMean(key, known);
    const hint = near === undefined ? `known fields: ${known.join(", ")}` : `did you mean "${joined(place, near)}"?`;
    return `"${joined(place, key)}" is not a field; ${hint}`;
  }
  const name = place === "" ? `the ${part}` : `"${place}"`;
  return `${name} expected ${parentSchema?.description ?? keyword}, got ${describeValue(data)}`;
}

/** `/paths/0/2` as `paths[0][2]`. */
function placeOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((place, step) => (/^\d+$/.test(step) ? `${place}[${step}]` : joined(place, step)), "");
}

function joined(place: string, step: string): string {
  return place === "" ? step : `${place}.${step}`;
}
