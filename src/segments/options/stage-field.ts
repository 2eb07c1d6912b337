import {
  anyOf,
  type Field,
  jsonOf,
  type Resolved,
  readOptions,
  string,
  wrongType,
  wrongValue,
} from "../../core/internal";

/** For each method of a stage its options, `method` among them. */
export type MethodTable = Readonly<Record<string, Readonly<Record<string, Field<unknown, unknown>>>>>;

/** The options of one method, read. */
export type MethodSettings<M extends MethodTable> = {
  [K in keyof M & string]: { readonly method: K } & Omit<Resolved<M[K]>, "method">;
}[keyof M & string];

/** The function by which an object of the user's own takes the place of a stage. */
export interface PlugIn<P extends object> {
  readonly member: keyof P & string;
}

/** Options by their names. */
export type OptionTable = Readonly<Record<string, Field<unknown, unknown>>>;

interface StageSpec<M extends MethodTable, P extends object, D, A extends OptionTable> {
  readonly methods: M;
  /** What may be asked for where the method is left to the data. */
  readonly ofAuto?: A;
  /** What is taken where no method is named: the choice among candidates, or a method as it is by default. */
  readonly fallback: D;
  /** Whether `false` turns the stage off. */
  readonly optional?: boolean;
  readonly plugIn?: PlugIn<P>;
}

/**
 * An option that names the method of a stage: the name alone, or an object of `method` and its options, or an object of the
 * user's own. An option of another method is refused.
 *
 * `Off` is `false` where the stage can be turned off.
 */
export function stageField<
  const M extends MethodTable,
  const D extends "auto" | (keyof M & string),
  P extends object = never,
  Off extends false = never,
  const A extends OptionTable = Record<never, never>,
>(spec: StageSpec<M, P, D, A>) {
  type Default = D extends "auto" ? "auto" : Extract<MethodSettings<M>, { readonly method: D }>;
  type Left = string extends keyof A
    ? never
    : keyof A extends never
      ? never
      : Resolved<A> & { readonly method: "auto" };
  type Value = MethodSettings<M> | Default | Left | P | Off;
  const { methods, fallback, plugIn, optional = false } = spec;
  const ofAuto: OptionTable = spec.ofAuto ?? {};
  const names = [...(fallback === "auto" ? ["auto"] : []), ...Object.keys(methods)];
  const expected = oneOfThese([...names.map(quoted), ...(optional ? ["false"] : [])], plugIn);
  const byDefault = () => (fallback === "auto" ? fallback : settingsOf(fallback, {}, "")) as Default;

  function settingsOf(method: string, given: object, path: string): Value {
    for (const key of Object.keys(given)) refuseForeign(key, method, path, methods);
    return readOptions({ ...given, method }, methods[method]!, path) as Value;
  }

  function readObject(given: { readonly method?: unknown }, path: string): Value {
    const { method } = given;
    if (method === undefined || (method === "auto" && fallback === "auto")) {
      const asked = Object.entries(given).filter(([key]) => key !== "method");
      for (const [key] of asked) if (!Object.hasOwn(ofAuto, key)) throw withoutMethod(key, path, methods);
      if (asked.every(([, value]) => value === undefined)) return byDefault();
      return { ...readOptions(Object.fromEntries(asked), ofAuto, path), method: "auto" } as unknown as Value;
    }
    if (typeof method === "string" && Object.hasOwn(methods, method)) return settingsOf(method, given, path);
    const wrong = typeof method === "string" ? wrongValue : wrongType;
    throw wrong(`${path}.method`, oneOfThese(names.map(quoted), undefined), method);
  }

  return {
    expected,
    get default(): Default {
      return byDefault();
    },
    options: [...new Set(["method", ...Object.keys(ofAuto), ...Object.values(methods).flatMap(Object.keys)])],
    get json() {
      const named = { enum: [...names, ...(optional ? [false] : [])] };
      const { properties: leftOpen, ...plain } = jsonOf(ofAuto) as { properties: object };
      const left = fallback === "auto" ? [{ ...plain, properties: { ...leftOpen, method: { const: "auto" } } }] : [];
      const objects = Object.entries(methods).map(([method, schema]) => {
        const { properties, ...rest } = jsonOf(schema) as { properties: object };
        return { ...rest, properties: { ...properties, method: { const: method } }, required: ["method"] };
      });
      return anyOf([named, ...left, ...objects]);
    },
    read(value: unknown, path: string): Value {
      if (value === false && optional) return false as Value;
      if (typeof value === "string") {
        if (value === "auto" && fallback === "auto") return byDefault();
        if (Object.hasOwn(methods, value)) return settingsOf(value, {}, path);
        throw wrongValue(path, expected, value);
      }
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw wrongType(path, expected, value);
      }
      return isOwnObject(value, plugIn, path) ? (value as Value) : readObject(definedOptions(value, methods), path);
    },
  } satisfies Field<Value, Default>;
}

function isOwnObject(value: object, plugIn: PlugIn<never> | undefined, path: string): boolean {
  const found = plugIn && (value as Record<string, unknown>)[plugIn.member];
  if (found === undefined) return false;
  if (typeof found === "function") {
    string().read((value as { readonly method?: unknown }).method, `${path}.method`);
    return true;
  }
  throw wrongType(`${path}.${plugIn?.member}`, "a function", found);
}

/** Options of any method that are undefined count as not given. */
function definedOptions(given: object, methods: MethodTable): object {
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => value !== undefined || ownersOf(key, methods) === ""),
  );
}

function refuseForeign(key: string, method: string, path: string, methods: MethodTable): void {
  if (Object.hasOwn(methods[method]!, key)) return;
  const owners = ownersOf(key, methods);
  if (owners === "") return; // reported by readOptions
  throw new TypeError(`"${path}.${key}" is an option of ${owners}, not of ${quoted(method)}`);
}

function withoutMethod(key: string, path: string, methods: MethodTable): TypeError {
  const owners = ownersOf(key, methods);
  if (owners !== "") {
    const named = Object.keys(methods).filter((method) => Object.hasOwn(methods[method]!, key));
    const added = named.map((method) => `method: ${quoted(method)}`).join(" or ");
    return new TypeError(`"${path}.${key}" is an option of ${owners}: add ${added}`);
  }
  try {
    readOptions({ [key]: undefined }, Object.assign({}, ...Object.values(methods)), path);
  } catch (error) {
    return error as TypeError;
  }
  throw new Error("unreachable: the option is one of no method");
}

/** `method "umap"`, or `methods "umap" and "pca"`; empty where no method has such an option. */
function ownersOf(key: string, methods: MethodTable): string {
  const owners = Object.keys(methods).filter((method) => Object.hasOwn(methods[method]!, key));
  if (owners.length < 2) return owners.map((method) => `method ${quoted(method)}`).join("");
  const shown = owners.map(quoted);
  return `methods ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

function oneOfThese(shown: readonly string[], plugIn: PlugIn<never> | undefined): string {
  const list = `one of ${shown.join(", ")}`;
  return plugIn === undefined ? list : `${list}, or an object with ${plugIn.member}()`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
