import type { LibraryTokenizer } from "./library";
import type { EncodedTexts } from "./protocol";

/** A text longer than this for each token that is kept is looked at only so far, when that is plenty. */
const CHARACTERS_A_TOKEN = 64;

/** The marks that the model wants around a text. */
interface Marks {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Turns texts into tokens, each cut to `maxTokens` with its marks, as sentence-transformers does. */
export function encodeTexts(tokenizer: LibraryTokenizer, texts: readonly string[], maxTokens: number): EncodedTexts {
  const { before, after } = marksOf(tokenizer);
  const room = Math.max(1, maxTokens - before.length - after.length);
  const unknownId = tokenizer.unk_token ? tokenizer.unk_token_id : undefined;
  const ids: number[] = [];
  const offsets = new Uint32Array(texts.length + 1);
  const whole = new Float64Array(texts.length);
  const kept = new Uint32Array(texts.length);
  const unknown = new Uint32Array(texts.length);
  for (const [i, text] of texts.entries()) {
    const { pieces, length } = piecesOf(tokenizer, text, room);
    const left = pieces.slice(0, room);
    for (const id of before) ids.push(id);
    for (const id of left) ids.push(id);
    for (const id of after) ids.push(id);
    offsets[i + 1] = ids.length;
    whole[i] = length;
    kept[i] = left.length;
    if (unknownId !== undefined) unknown[i] = left.filter((id) => id === unknownId).length;
  }
  return { ids: Int32Array.from(ids), offsets, whole, kept, unknown };
}

function plain(tokenizer: LibraryTokenizer, text: string): number[] {
  return tokenizer(text, { add_special_tokens: false, return_tensor: false }).input_ids;
}

/** A text's tokens, at least those that fit; of a text far too long the number of all is an estimate. */
function piecesOf(tokenizer: LibraryTokenizer, text: string, room: number): { pieces: number[]; length: number } {
  const head = text.slice(0, CHARACTERS_A_TOKEN * room);
  const pieces = plain(tokenizer, head);
  if (head.length === text.length) return { pieces, length: pieces.length };
  if (pieces.length >= 2 * room) {
    return { pieces, length: Math.round((pieces.length * text.length) / head.length) };
  }
  const all = plain(tokenizer, text);
  return { pieces: all, length: all.length };
}

function marksOf(tokenizer: LibraryTokenizer): Marks {
  const bare = plain(tokenizer, "a");
  const marked = tokenizer("a", { add_special_tokens: true, return_tensor: false }).input_ids;
  const start = marked.findIndex((_, i) => bare.every((id, j) => marked[i + j] === id));
  if (bare.length === 0 || start < 0) return { before: [], after: [] };
  return { before: marked.slice(0, start), after: marked.slice(start + bare.length) };
}
