/** Answers kept, and the longest key of one. */
const MOST = 16_384;
const LONGEST = 256;

/** Answers that were given before: users repeat each other, in one call and from call to call. */
export class AnswerMemo<T> {
  #known = new Map<string, T>();

  get(key: string): T | undefined {
    return this.#known.get(key);
  }

  /** Keeps an answer; when there is no room, all older ones go. */
  set(key: string, answer: T): void {
    if (key.length > LONGEST) return;
    if (this.#known.size >= MOST) this.#known = new Map();
    this.#known.set(key, answer);
  }
}
