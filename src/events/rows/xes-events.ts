import type { SaxesAttributeNS, SaxesAttributePlain, SaxesParser } from "saxes";
import type { EventReader } from "../intake/event-intake";
import type { RowSink } from "./row-sink";

/** The kinds of attributes of XES (IEEE 1849); of a list or container its children are read. */
const ATTRIBUTES = new Set(["string", "date", "int", "float", "boolean", "id"]);
const CONTAINERS = new Set(["list", "container", "values"]);

type Row = Record<string, string>;

/**
 * Reads rows from XES, the exchange format of event logs: one for each event, with its attributes by their keys and those of its
 * trace by `case:` and their keys (`case:concept:name`, `concept:name`, `time:timestamp`), as pm4py names them. An attribute of an
 * attribute is `outer.inner`.
 */
export class XesEvents implements EventReader<Uint8Array> {
  readonly hasHeader = false;
  readonly #rows: RowSink;
  readonly #parser: SaxesParser;
  readonly #decoder = new TextDecoder("utf-8");
  /** Open elements, and the keys of the open attributes. */
  readonly #open: string[] = [];
  readonly #keys: string[] = [];
  #trace: Row = {};
  #event: Row | undefined;
  #line = 1;

  private constructor(rows: RowSink, parser: SaxesParser) {
    this.#rows = rows;
    this.#parser = parser;
    parser.on("opentag", ({ name, attributes }) => this.#begin(name, attributes));
    parser.on("closetag", ({ name }) => this.#end(name));
    parser.on("error", (error) => {
      throw new RangeError(`the XES is not well-formed XML: ${error.message}`);
    });
  }

  /** A reader of XES; its parser of XML is loaded now. */
  static async create(rows: RowSink): Promise<XesEvents> {
    const { SaxesParser } = await import("saxes");
    return new XesEvents(rows, new SaxesParser());
  }

  push(chunk: Uint8Array): void {
    this.#parser.write(this.#decoder.decode(chunk, { stream: true }));
  }

  /** @throws RangeError when the file ends early, or holds no log. */
  end(): void {
    this.#parser.write(this.#decoder.decode()).close();
  }

  #begin(name: string, attributes: Record<string, SaxesAttributeNS | SaxesAttributePlain | string>): void {
    const element = name.slice(name.indexOf(":") + 1);
    if (this.#open.length === 0 && element !== "log") {
      throw new RangeError(`this XML is no XES: its root is <${element}>, not <log>; convert it to CSV`);
    }
    const parent = this.#open.at(-1);
    this.#open.push(element);
    if (element === "trace") this.#trace = {};
    else if (element === "event" && parent === "trace") {
      this.#event = {};
      this.#line = this.#parser.line;
    } else if (ATTRIBUTES.has(element) || CONTAINERS.has(element)) this.#attribute(element, attributes);
  }

  #attribute(element: string, attributes: Record<string, unknown>): void {
    const key = typeof attributes.key === "string" ? attributes.key : "";
    if (element !== "values") this.#keys.push(key);
    if (typeof attributes.value !== "string") return;
    const name = this.#keys.join(".");
    if (this.#event) put(this.#event, name, attributes.value);
    else if (this.#open.includes("trace")) put(this.#trace, `case:${name}`, attributes.value);
  }

  #end(name: string): void {
    const element = name.slice(name.indexOf(":") + 1);
    this.#open.pop();
    if ((ATTRIBUTES.has(element) || CONTAINERS.has(element)) && element !== "values") this.#keys.pop();
    else if (element === "event" && this.#event) {
      this.#rows.pushAt({ ...this.#trace, ...this.#event }, this.#line);
      this.#event = undefined;
    }
  }
}

/** The first of equal keys stays; a key called `__proto__` is one like any other. */
function put(row: Row, key: string, value: string): void {
  if (Object.hasOwn(row, key)) return;
  Object.defineProperty(row, key, { value, enumerable: true, configurable: true, writable: true });
}
