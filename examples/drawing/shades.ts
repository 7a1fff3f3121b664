/** From nothing to full. */
export const shades = " ░▒▓█";
