import { parseMeasure } from "./measure.ts";

const bytes: Readonly<Record<string, number>> = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** "512MB" or "2GB" in bytes, a kilobyte of 1024; undefined for text that says no size above 0. */
export const parseSize = (text: string): number | undefined => parseMeasure(text, bytes);
