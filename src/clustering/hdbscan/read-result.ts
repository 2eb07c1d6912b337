import { wrongType } from "../../core/internal";
import type { HdbscanResult } from "./hdbscan-result";

/**
 * The result of a clustering, as an argument.
 *
 * @throws TypeError when it is something else.
 */
export function readResult(result: HdbscanResult): HdbscanResult {
  const { points, singleLinkageTree, condensedTree, chosen } = (result ?? {}) as Partial<HdbscanResult>;
  if (points && singleLinkageTree && condensedTree && chosen) return result;
  throw wrongType("result", "what hdbscan returns", result);
}
