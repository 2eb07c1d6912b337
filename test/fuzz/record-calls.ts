import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitSegments } from "../../src";
import { makeDemoLog } from "../../src/cli/fit/demo-log";
import { distinctNames, type PublicName, readPublicApi, tagTexts } from "../helpers/public-api";
import { missingImports, runCode } from "../helpers/run-code";

type Callable = (...args: unknown[]) => unknown;

/** A call as its documentation shows it. */
export interface RecordedCall {
  /** `umap`, or `SegmentModel.assign` for a method. */
  readonly name: string;
  readonly call: Callable;
  readonly args: readonly unknown[];
}

/**
 * Runs the example of every public function, in a folder of its own, and keeps each call: of the function, of what it
 * returned where that is a function, and of the methods of what it returned.
 */
export async function recordCalls(): Promise<RecordedCall[]> {
  await enterSampleFolder();
  const calls = new Calls();
  const names = distinctNames(readPublicApi().subpaths);
  for (const entry of names) {
    for (const code of tagTexts(entry, "example")) {
      await runCode(`${missingImports(code)}${code}\nexport {};`, (name, value) => calls.watched(name, value));
    }
  }
  const internal = new Set([...NOT_DECLARED, ...names.flatMap(internalMethods)]);
  return calls.all.filter(({ name }) => !internal.has(name));
}

/** Methods of a class that is returned as an interface without them. */
const NOT_DECLARED = ["JoinedEmbedder.join"];

/** Methods that the declarations of the package leave out. */
function internalMethods({ name, symbol }: PublicName): string[] {
  const members = [...(symbol.members?.values() ?? [])];
  return members
    .filter((member) => member.getJsDocTags().some((tag) => tag.name === "internal"))
    .map((member) => `${name}.${member.name}`);
}

async function enterSampleFolder(): Promise<void> {
  process.chdir(mkdtempSync(join(tmpdir(), "seqment-fuzz-")));
  const { events } = makeDemoLog({ users: 60 });
  writeFileSync(
    "events.csv",
    `user_id,event,timestamp\n${events.map(({ user, action, time }) => `${user},${action},${time}\n`).join("")}`,
  );
  const paths = Array.from({ length: 40 }, (_, i) => ["START", i % 2 ? "LEVEL_5_FAIL" : "QUIT", "PURCHASE_BOOST"]);
  await (await fitSegments(paths)).save("players.seqment");
}

/** Of one function so many calls are kept, so that functions used by many examples do not crowd out the others. */
const MOST_OF_ONE = 6;

class Calls {
  readonly all: RecordedCall[] = [];
  readonly #counts = new Map<string, number>();
  readonly #watchedPrototypes = new Set<object>();
  readonly #watched = new Map<unknown, Callable>();

  /** The same function, whose calls are kept; other values as they are. */
  watched(name: string, value: unknown): unknown {
    if (typeof value !== "function" || isClass(value)) return value;
    const known = this.#watched.get(value);
    if (known) return known;
    const call = value as Callable;
    const watching = (...args: unknown[]) => {
      this.#keep({ name, call, args });
      const result = call(...args);
      return result instanceof Promise
        ? result.then((found) => this.#watchedResult(name, found))
        : this.#watchedResult(name, result);
    };
    this.#watched.set(value, watching);
    return watching;
  }

  #watchedResult(name: string, result: unknown): unknown {
    if (typeof result === "function") return this.watched(`${name}()`, result);
    if (typeof result !== "object" || result === null) return result;
    const prototype = Object.getPrototypeOf(result);
    if (prototype === null || BUILT_IN.has(prototype)) this.#keepMethods(name, result);
    else this.#watchPrototype(prototype, result);
    return result;
  }

  /** Functions in a plain object; they are kept without arguments, which are then made up. */
  #keepMethods(name: string, object: object): void {
    for (const [key, value] of Object.entries(object)) {
      if (typeof value !== "function" || isClass(value)) continue;
      this.#keep({ name: `${name}().${key}`, call: (...args) => value.apply(object, args), args: [] });
    }
  }

  /** Methods of a class: each is kept at once for this instance, and again with arguments when an example calls it. */
  #watchPrototype(prototype: object, instance: object): void {
    for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (key === "constructor" || typeof value !== "function") continue;
      const name = `${prototype.constructor.name}.${key}`;
      const original: Callable = ORIGINALS.get(value) ?? value;
      this.#keep({ name, call: (...args) => original.apply(instance, args), args: [] });
      if (this.#watchedPrototypes.has(prototype)) continue;
      const keep = (call: RecordedCall) => this.#keep(call);
      const watching = function (this: unknown, ...args: unknown[]) {
        keep({ name, call: (...others) => original.apply(this, others), args });
        return original.apply(this, args);
      };
      ORIGINALS.set(watching, original);
      Object.defineProperty(prototype, key, { value: watching, configurable: true, writable: true });
    }
    this.#watchedPrototypes.add(prototype);
  }

  #keep(call: RecordedCall): void {
    const kind = `${call.name}/${call.args.length}`;
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    if (count < MOST_OF_ONE) this.all.push(call);
  }
}

const ORIGINALS = new WeakMap<object, Callable>();
const BUILT_IN = new Set<object>(
  [Object, Array, Map, Set, String, Float32Array, Float64Array, Int32Array, Uint32Array, Uint8Array].map(
    ({ prototype }) => prototype,
  ),
);

function isClass(value: unknown): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}
