import { MissingDependencyError } from "../errors";

/**
 * Loads an optional peer by a name that bundlers do not follow: it need not be there.
 *
 * @param neededFor what needs it, as the message says it.
 * @throws MissingDependencyError when it is not installed.
 */
export async function loadPeer(name: string, neededFor: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND" && !(error instanceof TypeError)) throw error;
    throw new MissingDependencyError(name, neededFor);
  }
}
