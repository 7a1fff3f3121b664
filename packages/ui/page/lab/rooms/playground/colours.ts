/** From −1 over nothing to 1, as red, green and blue: apart also for those who do not tell red from green. */
const ends = {
  light: [
    [230, 115, 10],
    [247, 248, 250],
    [15, 110, 190],
  ],
  dark: [
    [235, 130, 40],
    [24, 28, 34],
    [60, 150, 235],
  ],
} as const;

export const isDark = (): boolean => matchMedia("(prefers-color-scheme: dark)").matches;

/** The colour of a number from −1 to 1; beyond them, that of the end. */
export const shade = (value: number, dark: boolean): readonly [red: number, green: number, blue: number] => {
  const [low, middle, high] = ends[dark ? "dark" : "light"];
  const [end, part] = value < 0 ? [low, Math.min(1, -value)] : [high, Math.min(1, value)];
  const mixed = middle.map((from, i) => Math.round(from + (end[i]! - from) * part));
  return [mixed[0]!, mixed[1]!, mixed[2]!];
};

export const cssShade = (value: number, dark: boolean): string => `rgb(${shade(value, dark).join(" ")})`;
