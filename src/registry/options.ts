import type { Duration } from "../core";
import { boolean, duration, func, keyPart, ofType, type Schema, string, wrongType, wrongValue } from "../core/internal";

/** Options of {@link openRegistry}. */
export interface RegistryOptions {
  /** The clock of the log, in milliseconds since 1970: `Date.now` in a service, a made-up one in a test. Required. */
  now: () => number;
  /** Who writes, where a call does not say. @default "unknown" */
  by?: string | undefined;
  /** Sets one registry apart from another in the same store: letters, digits, dots, dashes and underscores. @default "segments" */
  name?: string | undefined;
}

/** Who does something and why, for the log. */
export interface RegistryNote {
  /** @default that of the registry */
  by?: string | undefined;
  /** @default nothing */
  why?: string | undefined;
}

/** Options of {@link Registry.register}. */
export interface RegisterOptions extends RegistryNote {
  /** Figures to be kept with the version, such as those of a test. @default none */
  metrics?: Readonly<Record<string, number>> | undefined;
  /**
   * The version whose segment ids the model bears, where that is not the one it was fitted with as `previous`.
   * @default the model's previous one
   */
  parent?: string | undefined;
}

/** Options of {@link Registry.decide}. */
export interface DecideOptions extends RegistryNote {
  /** Promote although a gate was not passed; `why` has to say why. @default false */
  force?: boolean | undefined;
  /** Write the decision down and leave it to a person, who gives it to `decide` again. @default false */
  hold?: boolean | undefined;
  /** How long answers still bear segments that the candidate does not have. @default not at all */
  grace?: Duration | undefined;
}

/** Options of {@link Registry.sunset}. */
export interface SunsetOptions extends RegistryNote {
  /** Ids of the segments that take over, the first before the others; none where nobody does. @default none */
  successors?: readonly string[] | undefined;
  /** How long the segment still answers itself. @default not at all */
  grace?: Duration | undefined;
}

/** The longest grace, in milliseconds: 36,525 days. */
export const CENTURY = 3_155_760_000_000;

export const REGISTRY_OPTIONS = {
  now: func<() => number>("a function that gives the time"),
  by: string("unknown"),
  name: keyPart(64, "segments"),
} satisfies Schema<RegistryOptions>;

export const REGISTRY_NOTE = { by: string(), why: string() } satisfies Schema<RegistryNote>;

export const REGISTER_OPTIONS = {
  ...REGISTRY_NOTE,
  metrics: {
    expected: "finite numbers by name",
    default: undefined,
    read(value: unknown, name: string): Readonly<Record<string, number>> {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw wrongType(name, this.expected, value);
      }
      for (const figure of Object.values(value)) {
        if (!Number.isFinite(figure)) throw wrongValue(name, this.expected, figure);
      }
      return value as Readonly<Record<string, number>>;
    },
  },
  parent: string(),
} satisfies Schema<RegisterOptions>;

export const DECIDE_OPTIONS = {
  ...REGISTRY_NOTE,
  force: boolean(false),
  hold: boolean(false),
  grace: duration(CENTURY),
} satisfies Schema<DecideOptions>;

export const SUNSET_OPTIONS = {
  ...REGISTRY_NOTE,
  successors: ofType<readonly string[], undefined>(
    "a list of ids of segments",
    (value) => Array.isArray(value) && Array.from(value).every((id) => typeof id === "string"),
    undefined,
  ),
  grace: duration(CENTURY),
} satisfies Schema<SunsetOptions>;
