import { expect, test } from "vitest";
import { doubled } from "../../../src/core/internal";

test.each([Int32Array.of(-1, 7), Uint32Array.of(1, 7), Float32Array.of(0.5, -7), Float64Array.of(0.1, -7)])(
  "%o in an array of its kind, twice as long",
  (values) => {
    const longer = doubled(values);
    expect(longer.constructor).toBe(values.constructor);
    expect([...longer]).toEqual([...values, 0, 0]);
    longer[0] = 3;
    expect(values[0]).not.toBe(3);
  },
);
