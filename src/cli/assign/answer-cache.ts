/** Paths remembered, and characters of them and their answers. */
const PATHS = 50_000;
const CHARACTERS = 2 ** 24;

/**
 * Remembers the latest answers by path, in bounded memory: when the younger half is full it becomes the older one, and what
 * stood there is forgotten unless it was asked for meanwhile.
 */
export class AnswerCache {
  #young = new Map<string, string>();
  #old = new Map<string, string>();
  #characters = 0;

  get(path: string): string | undefined {
    const found = this.#young.get(path);
    if (found !== undefined) return found;
    const older = this.#old.get(path);
    if (older !== undefined) this.set(path, older);
    return older;
  }

  set(path: string, answer: string): void {
    this.#characters += path.length + answer.length;
    if (this.#young.size >= PATHS || this.#characters > CHARACTERS) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = path.length + answer.length;
    }
    this.#young.set(path, answer);
  }
}
