import { parseMeasure } from "./measure.ts";

const bytes: Readonly<Record<string, number>> = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** "512MB" or "2GB" in bytes, a kilobyte of 1024; undefined for text that says no size above 0. */
export const parseSize = (text: string): number | undefined => parseMeasure(text, bytes);

/** Bytes for reading: `12 B`, `1.2 kB`, `340 MB`, a kilobyte of 1000. */
export const formatSize = (bytes: number): string => {
  const units = ["B", "kB", "MB", "GB"];
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toLocaleString("en-US", { maximumFractionDigits: power === 0 ? 0 : 1 })} ${units[power]}`;
};
