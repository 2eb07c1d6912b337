import { boolean, type Schema } from "../../core/internal";

/** Options of {@link SegmentModel.save} and {@link SegmentModel.toBytes}. */
export interface SaveOptions {
  /** Compress by gzip: about half the size, and some milliseconds more to load. @default false */
  compress?: boolean | undefined;
}

export const SAVE_OPTIONS = { compress: boolean(false) } satisfies Schema<SaveOptions>;
