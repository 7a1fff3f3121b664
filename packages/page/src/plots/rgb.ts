import { colourNamed } from "../theme.ts";

/** A colour of the styles as red, green and blue: they are written `#rrggbb` there. */
export const rgb = (name: string): readonly [number, number, number] => {
  const hex = Number.parseInt(colourNamed(name).slice(1), 16);
  return [hex >> 16, (hex >> 8) & 255, hex & 255];
};
