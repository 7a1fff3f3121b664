const units: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3 };

/** Text such as 10m in milliseconds; a number is one already. */
export const millisecondsOf = (time: string | number): number =>
  typeof time === "number" ? time : Number.parseFloat(time) * (units[time.replace(/[\d.\s]/g, "").toLowerCase()] ?? 1);
