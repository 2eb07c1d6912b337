/** How a store is addressed, for messages and help. */
export const STORE_ADDRESSES = "redis://..., redis+unix:///SOCKET, postgres://... or sqlite:FILE";

/** The scheme of an address; undefined for a path: one letter is the drive of one. */
export function schemeOf(place: string): string | undefined {
  return /^([a-z][a-z0-9+.-]+):/i.exec(place)?.[1]?.toLowerCase();
}
