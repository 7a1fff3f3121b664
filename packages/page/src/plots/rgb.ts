import { colourNamed } from "../theme.ts";

/** A colour of the styles as red, green and blue: they are written `#rrggbb` there. */
export const rgb = (name: string): readonly [number, number, number] => {
  const hex = Number.parseInt(colourNamed(name).slice(1), 16);
  return [hex >> 16, (hex >> 8) & 255, hex & 255];
};

/** The same of a colour of the ramp: `rgb(1,2,3)`. */
export const channels = (text: string): readonly [number, number, number] => {
  const [red = 0, green = 0, blue = 0] = text.slice(4, -1).split(",").map(Number);
  return [red, green, blue];
};
