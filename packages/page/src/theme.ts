/** A colour of the styles by its name: `accent` is `--accent`. It follows the reader's light or dark: ask each time you draw. */
export const colourNamed = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** The colours that every page has. */
export const colour = {
  text: () => colourNamed("text"),
  soft: () => colourNamed("soft"),
  line: () => colourNamed("line"),
  card: () => colourNamed("card"),
  accent: () => colourNamed("accent"),
};
