import { fileURLToPath } from "node:url";

export interface PageSource {
  /** The program of the page: a module for the browser, which draws it. */
  readonly entry: string;
  /** Style sheets of the page's own, which come after the common one. */
  readonly styles: readonly string[];
  /** The module to write. */
  readonly to: string;
}

/** The styles that every page has. */
export const commonStyles = fileURLToPath(new URL("../page.css", import.meta.url));
