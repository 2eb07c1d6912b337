import { wrongType } from "../../core/internal";
import { filesAt, placeOf, sizeOf } from "./node-files";
import type { Source } from "./source";

/** Several files of one log, each with its own header and format; a folder stands for all files below it. */
export interface SourceFiles {
  readonly files: readonly (string | URL)[];
}

/** One of the files of a log, or what else it is read from. */
export interface SourcePart {
  readonly source: Source;
  /** The file's name in messages, where there are several. */
  readonly file: string | undefined;
  /** Where in the whole it lies, by bytes: 0 to 1. */
  readonly from: number;
  readonly to: number;
}

/**
 * The parts of a source, in the order in which they are read.
 *
 * @throws RangeError for a folder without files, and for a file that is there twice.
 */
export async function partsOf(source: Source | SourceFiles): Promise<SourcePart[]> {
  const isList = typeof source === "object" && source !== null && Object.hasOwn(source, "files");
  if (!isList && typeof source !== "string" && !(source instanceof URL)) return [whole(source as Source)];
  const given = isList ? (source as SourceFiles).files : [source as string | URL];
  if (!Array.isArray(given) || Array.from(given).some((each) => typeof each !== "string" && !(each instanceof URL))) {
    throw wrongType("source.files", "a list of paths", given);
  }
  const found: { path: string | URL; size: number }[] = [];
  for (const path of given) {
    const inside = typeof path === "string" && /[\r\n]/.test(path) ? undefined : await filesAt(path);
    if (inside?.length === 0) throw new RangeError(`${path} is a folder without files`);
    found.push(...(inside ?? [{ path, size: given.length > 1 ? await sizeOf(path) : 0 }]));
  }
  if (found.length === 1) return [whole(found[0]!.path)];
  await refuseTwice(found);
  const total = found.reduce((sum, { size }) => sum + size, 0) || 1;
  let before = 0;
  return found.map(({ path, size }) => {
    const from = before / total;
    before += size;
    return { source: path, file: String(path), from, to: before / total };
  });
}

/** Events would count twice. */
async function refuseTwice(files: readonly { readonly path: string | URL }[]): Promise<void> {
  const seen = new Map<string, string | URL>();
  for (const { path } of files) {
    const place = await placeOf(path);
    const other = seen.get(place);
    if (other !== undefined) {
      const same = String(other) === String(path) ? "is named twice" : `is the same file as ${other}`;
      throw new RangeError(`${path} ${same}; name each file once`);
    }
    seen.set(place, path);
  }
}

function whole(source: Source): SourcePart {
  return { source, file: undefined, from: 0, to: 1 };
}
