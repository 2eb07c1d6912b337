/**
 * Marks every error that code makes, so that those of the engine can be distinguished from them: code finds `TypeError` in the
 * global scope, where it is another class from now on; the engine does not look there. To be imported before anything of src.
 */
const MADE = new WeakSet<object>();

for (const name of ["Error", "TypeError", "RangeError", "SyntaxError"] as const) {
  const Original = globalThis[name] as ErrorConstructor;
  const Marked = class extends Original {
    constructor(message?: string, options?: ErrorOptions) {
      super(message, options);
      MADE.add(this);
    }
  };
  Object.defineProperty(Marked, "name", { value: name });
  Object.defineProperty(Marked, Symbol.hasInstance, {
    value(this: unknown, value: unknown) {
      return this === Marked ? value instanceof Original : Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
  globalThis[name] = Marked as never;
}

/** Whether a line of code made this error. */
export function madeByCode(error: object): boolean {
  return MADE.has(error);
}
