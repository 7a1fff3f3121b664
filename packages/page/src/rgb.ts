import { colourNamed } from "./theme.ts";

/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** A colour of the styles as red, green and blue: they are written `#rrggbb` there. */
export const rgb = (name: string): Rgb => {
  const hex = Number.parseInt(colourNamed(name).slice(1), 16);
  return [hex >> 16, (hex >> 8) & 255, hex & 255];
};

/** The same of a colour of the ramp: `rgb(1,2,3)`. */
export const channels = (text: string): Rgb => {
  const [red = 0, green = 0, blue = 0] = text.slice(4, -1).split(",").map(Number);
  return [red, green, blue];
};

/** Between two colours, from 0, the first, to 1, the second. */
export const mixed = (from: Rgb, to: Rgb, share: number): Rgb => [
  Math.round(from[0] + share * (to[0] - from[0])),
  Math.round(from[1] + share * (to[1] - from[1])),
  Math.round(from[2] + share * (to[2] - from[2])),
];
