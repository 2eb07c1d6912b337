import { InvalidArgumentError } from "commander";

/** A share above 0, up to 1. */
export function shareFlag(text: string): number {
  const share = Number(text);
  if (text.trim() === "" || !(share > 0 && share <= 1)) {
    throw new InvalidArgumentError(`expected a share above 0 and up to 1, got "${text}".`);
  }
  return share;
}
