/** A number for reading, by four digits: 1234567 → 1.235e6; just below 1 by two of what is missing: 0.99987. */
export const formatNumber = (x: number): string => {
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return String(x);
  if (!Number.isFinite(x)) return x > 0 ? "∞" : x < 0 ? "−∞" : "NaN";
  const size = Math.abs(x);
  if (size < 1e-4 || size >= 1e6)
    return x
      .toExponential(3)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  const missing = 1 - size;
  if (missing > 0 && missing < 0.01)
    return String(Number(x.toFixed(Math.min(Math.ceil(-Math.log10(missing)) + 1, 15))));
  return String(Number(x.toPrecision(4)));
};

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

/** 1 trial, 2 trials. */
export const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

/** A moment for reading: 2026-03-01 14:05, in this place's time. */
export const formatMoment = (moment: Date): string => {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
};
