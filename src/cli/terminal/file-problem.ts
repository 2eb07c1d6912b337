/** What Node says of a file by a code, in words. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of this path is not a folder",
  EISDIR: "this is a folder, not a file",
  EACCES: "no permission",
  EPERM: "no permission",
  ENOSPC: "the disk is full",
  EROFS: "the disk cannot be written to",
  ENAMETOOLONG: "the name is too long",
};

/** What is wrong with a file, in words; undefined where an error is about something else. */
export function fileProblem(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? PROBLEMS[code] : undefined;
}

/** The same with the path that the error names, or the message of any other error. */
export function messageOf(error: unknown): string {
  const { path } = (error ?? {}) as { path?: unknown };
  const problem = fileProblem(error);
  if (problem !== undefined && typeof path === "string") return `${path}: ${problem}`;
  return error instanceof Error ? error.message : String(error);
}
