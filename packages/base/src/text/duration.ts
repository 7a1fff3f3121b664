import { parseMeasure } from "./measure.ts";

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3 };

/** "30s", "10m" or "1.5h" in milliseconds; undefined for text that says no time above 0, also for a bare number. */
export const parseDuration = (text: string): number | undefined => parseMeasure(text, milliseconds);

/** A time for reading: 340ms, 4.2s, 1m 12s, 2h 05m, 3d 04h. */
export const formatDuration = (milliseconds: number): string => {
  const ms = Math.max(milliseconds, 0);
  if (ms < 999.5) return `${Math.round(ms)}ms`;
  if (ms < 9_950) return `${(ms / 1e3).toFixed(1)}s`;
  const seconds = Math.round(ms / 1e3);
  if (seconds < 60) return `${seconds}s`;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)}h ${two((seconds % 3600) / 60)}m`;
  return `${Math.floor(seconds / 86400)}d ${two((seconds % 86400) / 3600)}h`;
};

/** A time that is counted on a screen, in whole seconds, so that its width does not jump about: 4s, 59s, 1m 12s. */
export const formatClock = (milliseconds: number): string =>
  milliseconds < 59_500 ? `${Math.floor(Math.max(milliseconds, 0) / 1e3)}s` : formatDuration(milliseconds);
