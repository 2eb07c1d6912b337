import { MissingDependencyError } from "../../core";
import { packageUrl } from "./node-files";

/** The peer, and its older name, which does as well. */
const NAMES = ["@huggingface/transformers", "@xenova/transformers"] as const;

/**
 * The URL of the installed peer's code.
 *
 * @throws MissingDependencyError with the command, when neither is installed.
 */
export function findLibrary(find: (name: string) => string | undefined = packageUrl): string {
  for (const name of NAMES) {
    const url = find(name);
    if (url !== undefined) return url;
  }
  throw new MissingDependencyError(NAMES[0], "a sentence-bert embedding");
}
