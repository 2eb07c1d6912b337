import { sha256 } from "@noble/hashes/sha2.js";

const utf8 = new TextEncoder();

/** Says whether a header `Authorization` carries the token, in a time that does not reveal how much of it was right. */
export function bearerCheck(token: string): (authorization: string | undefined) => boolean {
  const right = sha256(utf8.encode(token));
  return (authorization = "") => {
    const given = sha256(utf8.encode(/^Bearer +([!-~]+) *$/i.exec(authorization)?.[1] ?? ""));
    let difference = 0;
    for (let i = 0; i < right.length; i++) difference |= right[i]! ^ given[i]!;
    return difference === 0;
  };
}
