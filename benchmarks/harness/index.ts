export { type AnySubject, type CaseFigures, measure } from "./measure";
export { serve } from "./serve";
export type { Case, Description, Subject } from "./subject";
