/**
 * An object of the user's own in the place of a stage; its `method` is any name. Those of the built-in methods, `Names`, are
 * in its type so that editors complete them: what is typed after `method:` may still become either.
 */
export type PluggedIn<T extends { readonly method: string }, Names extends string> = Omit<T, "method"> & {
  readonly method: Names | (string & Record<never, never>);
};

/** Nothing is asked for: what competes is left to the data. */
export interface LeftToTheData {
  readonly method?: "auto" | undefined;
}

/** Whether an option is an object of the user's own, by the function that makes it one. */
export function isPlugIn<P extends object>(value: unknown, member: keyof P & string): value is P {
  return typeof (value as Record<string, unknown>)[member] === "function";
}
