import { printable } from "../words/printable";

/** How a wrong value is shown in an error message: short, exact, never throwing. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return printable(value.length > 60 ? `${JSON.stringify(value.slice(0, 57))}...` : JSON.stringify(value));
    case "function":
      return "a function";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return `an array of ${value.length}`;
      return `an object (${value.constructor?.name ?? "null prototype"})`;
    case "bigint":
      return `${value}n`;
    default:
      return Object.is(value, -0) ? "-0" : String(value);
  }
}
