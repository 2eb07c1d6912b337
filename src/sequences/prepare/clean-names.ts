import { type Field, oneOf, readOptions, type Schema, wrongType, wrongValue } from "../../core/internal";
import { readTextPattern } from "../patterns/text-pattern";
import { rewriteNames } from "./rewrite-names";
import { missing } from "./step-fields";
import type { StepKind } from "./step-kind";

/** Gives actions other names, by regular expressions; rules apply one after the other, each to what the last one made. */
export interface CleanNamesStep {
  step: "cleanNames";
  rules: readonly CleanNameRule[];
}

/** What is replaced in names, and by what. */
export interface CleanNameRule {
  /**
   * A regular expression: characters, `.`, `[a-z]`, `[^/]`, `\d \w \s \D \W \S`, `( )`, `|`, `* + ? {2,5}`, `^`, `$`. Each match in
   * a name is replaced, the longest of those that begin first. It is searched in time linear in the name, whatever it
   * is; look-around, back references and lazy repetitions are refused.
   */
  match: string;
  /** Text that stands in its place; "" for nothing. An action whose name is empty then is left out. */
  alias: string;
}

export const CLEAN_NAMES_STEP = {
  schema: { step: oneOf(["cleanNames"]), rules: rules() } satisfies Schema<CleanNamesStep>,
  check(step, path) {
    if (step.rules === undefined) throw missing(`${path}.rules`, "an array of rules");
  },
  compile({ rules }) {
    const compiled = rules.map(({ match, alias }) => ({ pattern: readTextPattern(match, "match"), alias }));
    const clean = (name: string) => compiled.reduce((text, { pattern, alias }) => pattern.replace(text, alias), name);
    return (log) => rewriteNames(log, clean);
  },
} satisfies StepKind<CleanNamesStep>;

function rules(): Field<readonly CleanNameRule[], undefined> {
  const expected = 'an array of rules such as { match: "/users/\\\\d+", alias: "/users/<id>" }';
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (!Array.isArray(value)) throw wrongType(name, expected, value);
      if (value.length === 0) throw wrongValue(name, expected, value);
      return value.map((item, i) => {
        const { match, alias } = readOptions(item, CLEAN_NAME_RULE, `${name}[${i}]`);
        if (match === undefined) throw missing(`${name}[${i}].match`, "a regular expression as text");
        if (alias === undefined) throw missing(`${name}[${i}].alias`, ALIAS);
        return { match, alias };
      });
    },
  };
}

const ALIAS = "a text";

const CLEAN_NAME_RULE = { match: expression(), alias: alias() } satisfies Schema<CleanNameRule>;

function expression(): Field<string, undefined> {
  return {
    expected: "a regular expression as text",
    default: undefined,
    read(value, name) {
      readTextPattern(value, name);
      return value as string;
    },
  };
}

function alias(): Field<string, undefined> {
  return {
    expected: ALIAS,
    default: undefined,
    read(value, name) {
      if (typeof value !== "string") throw wrongType(name, ALIAS, value);
      if (/\$[\d&<]/.test(value))
        throw wrongValue(name, `${ALIAS} as it is, without parts of the match such as $1`, value);
      return value;
    },
  };
}
