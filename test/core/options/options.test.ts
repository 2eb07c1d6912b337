import { describe, expect, test } from "vitest";
import {
  boolean,
  duration,
  either,
  integer,
  nested,
  number,
  oneOf,
  readOptions,
  string,
} from "../../../src/core/internal";

const SCHEMA = {
  minClusterSize: either(integer({ min: 2 }), oneOf(["auto"]), 5),
  method: oneOf(["eom", "leaf"], "eom"),
  epsilon: number({ min: 0 }, 0),
  share: number({ above: 0, max: 1 }),
  single: boolean(false),
  gap: duration(),
  label: string(),
};

test("defaults are filled in, given values kept, undefined is not given", () => {
  expect(readOptions({ method: "leaf", epsilon: undefined, gap: "1.5h" }, SCHEMA)).toEqual({
    minClusterSize: 5,
    method: "leaf",
    epsilon: 0,
    share: undefined,
    single: false,
    gap: 5_400_000,
    label: undefined,
  });
});

describe("messages are exact", () => {
  test.each([
    [{ minClusterSize: 1 }, RangeError, '"minClusterSize" expected an integer >= 2 or "auto", got 1'],
    [{ minClusterSize: true }, TypeError, '"minClusterSize" expected an integer >= 2 or "auto", got true'],
    [{ method: "oem" }, RangeError, '"method" expected "eom" or "leaf", got "oem"'],
    [{ epsilon: Number.NaN }, RangeError, '"epsilon" expected a finite number >= 0, got NaN'],
    [{ share: 0 }, RangeError, '"share" expected a finite number > 0 and <= 1, got 0'],
    [{ single: 1 }, TypeError, '"single" expected true or false, got 1'],
    [
      { gap: "30x" },
      RangeError,
      '"gap" expected a duration > 0 such as "30m", "1.5h", "7d" or a number of milliseconds, got "30x"',
    ],
    [{ label: "" }, RangeError, '"label" expected a non-empty string, got ""'],
    [{ minClustersize: 9 }, TypeError, '"minClustersize" is not an option; did you mean "minClusterSize"?'],
    [
      { zzz: 9 },
      TypeError,
      '"zzz" is not an option; known options: minClusterSize, method, epsilon, share, single, gap, label',
    ],
    [JSON.parse('{"__proto__": 1}'), TypeError, /^"__proto__" is not an option/],
    [[], TypeError, '"options" expected an object of options, got an array of 0'],
    ["text", TypeError, '"options" expected an object of options, got "text"'],
    [5, TypeError, '"options" expected an object of options, got 5'],
    [{ metod: 1 }, TypeError, '"metod" is not an option; did you mean "method"?'],
    [{ minClusterSizes_: 1 }, TypeError, '"minClusterSizes_" is not an option; did you mean "minClusterSize"?'],
    [{ gp: 1 }, TypeError, '"gp" is not an option; did you mean "gap"?'],
    [null, undefined, undefined],
  ])("%j", (options, kind, message) => {
    if (kind === undefined) return void expect(readOptions(options as never, SCHEMA).method).toBe("eom");
    let thrown: unknown;
    try {
      readOptions(options as object, SCHEMA);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(kind);
    if (typeof message === "string") expect((thrown as Error).message).toBe(message);
    else expect((thrown as Error).message).toMatch(message!);
  });
});

test("an option given one level too high is named by its path", () => {
  const schema = { clustering: nested(SCHEMA), picture: nested({ gap: duration() }), epsilons: number() };
  const given = (options: object) => () => readOptions(options, schema, "fit");
  expect(given({ share: 1 })).toThrow('"fit.share" is not an option; did you mean "fit.clustering.share"?');
  expect(given({ gap: 1 })).toThrow('did you mean "fit.clustering.gap" or "fit.picture.gap"?');
  expect(given({ epsilon: 1 })).toThrow('did you mean "fit.clustering.epsilon"?'); // not the nearest name, "epsilons"
});

test("nested options are named by their path", () => {
  const schema = { clustering: nested(SCHEMA) };
  expect(readOptions({}, schema).clustering.minClusterSize).toBe(5);
  expect(schema.clustering.expected).toBe("an object of options");
  expect(() => readOptions({ clustering: 5 }, schema)).toThrow(
    new TypeError('"clustering" expected an object of options, got 5'),
  );
  expect(() => readOptions({ clustering: { epsilon: -1 } }, schema)).toThrow(
    '"clustering.epsilon" expected a finite number >= 0, got -1',
  );
  expect(() => readOptions({ clustering: { metod: "eom" } }, schema)).toThrow(
    '"clustering.metod" is not an option; did you mean "clustering.method"?',
  );
});
