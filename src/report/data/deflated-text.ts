import { toBase64 } from "./bytes";

/** Bytes as text for the page: deflated, in base64. */
export type ToText = (bytes: Uint8Array) => string;

/** Its library is loaded only here, so that a program that writes no report does without. */
export async function deflatedText(): Promise<ToText> {
  const { deflateSync } = await import("fflate");
  return (bytes) => toBase64(deflateSync(bytes, { level: 6 }));
}
