import { boolean, either, type Field, ofType, oneOf, type Schema, string } from "../../core/internal";
import { rewriteNames } from "./rewrite-names";
import { actionNames } from "./step-fields";
import type { StepKind } from "./step-kind";

/**
 * Brings addresses among the names of actions to one form: `https://shop.example/users/17/?ref=mail#top` becomes
 * `/users/<id>`. Addresses are words of a name that begin with a scheme (`https://`) or with `/`; other words stay.
 */
export interface CleanUrlsStep {
  step: "cleanUrls";
  /** Whether scheme and host stay. @default false */
  host?: boolean | undefined;
  /** Whether the query stays, or which of its parameters do, in the order of their names. The part after # goes. @default false */
  query?: boolean | string | readonly string[] | undefined;
  /**
   * What stands in the place of a part that is one thing of many: digits alone, a UUID, 12 or more hexadecimal digits, 20 or
   * more letters and digits mixed, an e-mail address; false to leave them. @default "<id>"
   */
  ids?: string | false | undefined;
}

export const CLEAN_URLS_STEP = {
  schema: {
    step: oneOf(["cleanUrls"]),
    host: boolean(false),
    query: either(boolean(), actionNames(), false) as Field<boolean | readonly string[], false>,
    ids: either(
      string(),
      ofType<false, undefined>("false", (value) => value === false, undefined),
      "<id>",
    ),
  } satisfies Schema<CleanUrlsStep>,
  compile(step) {
    return (log) =>
      rewriteNames(log, (name) =>
        name.replace(/\S+/g, (word) => (ADDRESS.test(word) ? cleanAddress(word, step) : word)),
      );
  },
} satisfies StepKind<CleanUrlsStep>;

const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|\/)/i;
const PARTS = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i;

function cleanAddress(address: string, { host, query, ids }: CleanUrlsStep): string {
  const [, origin = "", path = "", asked] = PARTS.exec(address)!;
  const parts = path.split("/").filter((part) => part !== "");
  const cleaned = ids === false ? parts : parts.map((part) => (isId(part) ? (ids ?? "<id>") : part));
  const shown = host ? origin.toLowerCase() : "";
  return `${shown}/${cleaned.join("/")}${askedFor(asked, query)}`;
}

function askedFor(asked: string | undefined, query: CleanUrlsStep["query"]): string {
  if (!asked || query === undefined || query === false) return "";
  const kept =
    query === true
      ? asked.split("&")
      : asked.split("&").filter((parameter) => [query].flat().includes(parameter.split("=", 1)[0]!));
  return kept.length === 0 ? "" : `?${(query === true ? kept : kept.sort()).join("&")}`;
}

const IDS = [
  /^\d+$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^(?=.*\d)[0-9a-f]{12,}$/i,
  /^(?=.*\d)(?=.*[a-z])[0-9a-z]{20,}$/i,
];

function isId(part: string): boolean {
  return IDS.some((expression) => expression.test(part)) || isEmail(part.replaceAll("%40", "@"));
}

function isEmail(part: string): boolean {
  const at = part.indexOf("@");
  return at > 0 && at === part.lastIndexOf("@") && at < part.length - 1;
}
