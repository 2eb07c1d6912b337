/**
 * An object of the user's own in the place of a stage. Its `method` is any name; it is written so that editors still
 * complete the names of the built-in methods.
 */
export type PluggedIn<T extends { readonly method: string }> = Omit<T, "method"> & {
  readonly method: string & Record<never, never>;
};

/** Nothing is asked for: what competes is left to the data. */
export interface LeftToTheData {
  readonly method?: "auto" | undefined;
}

/** Whether an option is an object of the user's own, by the function that makes it one. */
export function isPlugIn<P extends object>(value: unknown, member: keyof P & string): value is P {
  return typeof (value as Record<string, unknown>)[member] === "function";
}
