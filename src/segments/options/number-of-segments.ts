import { type Field, integer, verbatim, wrongType, wrongValue } from "../../core/internal";

/** How many segments there are to be. */
export interface NumberOfSegments {
  /**
   * Exactly this many segments, or `[fewest, most]`: of the ways that give as many, the one that saves most bits. Everybody is in
   * a segment then, unless `noise` asks for another thing.
   * @default none: as many as the data show
   */
  segments?: number | readonly [fewest: number, most: number] | undefined;
}

/** Numbers of segments that are asked for. */
export interface NumberRange {
  readonly fewest: number;
  readonly most: number;
}

/** The most segments that can be asked for. */
const MOST_SEGMENTS = 1000;

const ONE = integer({ min: 1, max: MOST_SEGMENTS });

/** Reads {@link NumberOfSegments}. */
export const SEGMENTS: Field<NumberRange, undefined> = {
  expected: `${ONE.expected}, or two of them, [fewest, most]`,
  default: undefined,
  json: {
    anyOf: [ONE.json!, { type: "array", items: ONE.json!, minItems: 2, maxItems: 2 }],
  },
  read(value, name) {
    if (typeof value === "number") {
      const segments = ONE.read(value, name);
      return { fewest: segments, most: segments };
    }
    if (!Array.isArray(value)) throw wrongType(name, SEGMENTS.expected, value);
    if (value.length !== 2) throw wrongValue(name, SEGMENTS.expected, value);
    const [fewest, most] = [0, 1].map((i) => ONE.read(value[i], `${name}[${i}]`)) as [number, number];
    if (fewest > most) {
      throw wrongValue(name, "[fewest, most], the smaller number first", verbatim(`[${fewest}, ${most}]`));
    }
    return { fewest, most };
  },
};
