/** Shares of one as bars, each on a line. */
export const drawBars = (shares: Readonly<Record<string, number>>, { width = 40 } = {}): string => {
  const names = Math.max(...Object.keys(shares).map(({ length }) => length));
  const line = ([name, share]: readonly [string, number]) =>
    `  ${name.padEnd(names)}  ${`${Math.round(100 * share)} %`.padStart(5)}  ${"█".repeat(Math.round(width * share))}`;
  return Object.entries(shares).map(line).join("\n");
};
