import { wrongType, wrongValue } from "../core/internal";
import type { ModelVersion } from "./model-version";
import type { RegistryState } from "./state";

/** How a version is named: `"champion"`, `"challenger"`, a number such as `"v3"`, or a hash or its beginning of six digits or more. */
export type VersionReference = "champion" | "challenger" | (string & {});

/** @throws RangeError when there is no such version, or there are several. */
export function findVersion(
  { versions, champion, challenger }: Pick<RegistryState, "versions" | "champion" | "challenger">,
  reference: VersionReference,
): ModelVersion {
  if (typeof reference !== "string") throw wrongType("reference", "the name, number or hash of a version", reference);
  if (reference === "champion" || reference === "challenger") {
    const alias = reference === "champion" ? champion : challenger;
    const found = versions.find(({ hash }) => hash === alias);
    if (found === undefined) throw new RangeError(`the registry has no ${reference}`);
    return found;
  }
  const found = versions.filter(({ hash, number }) => {
    return reference === `v${number}` || (/^[0-9a-f]{6,64}$/.test(reference) && hash.startsWith(reference));
  });
  if (found.length !== 1) {
    throw wrongValue("reference", "one version of the registry, such as champion, v3 or its hash", reference);
  }
  return found[0]!;
}
