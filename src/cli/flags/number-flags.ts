import { InvalidArgumentError } from "commander";

/** @throws InvalidArgumentError for anything but a whole number of 0 or more. */
export function wholeNumberFlag(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`expected a whole number, got "${text}".`);
  return Number(text);
}

/** @throws InvalidArgumentError for anything but a number, such as 0.5. */
export function numberFlag(text: string): number {
  if (!/^\d*\.?\d+(e[+-]?\d+)?$/i.test(text)) throw new InvalidArgumentError(`expected a number, got "${text}".`);
  return Number(text);
}
