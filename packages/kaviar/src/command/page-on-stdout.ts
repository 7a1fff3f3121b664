import type { Outcome } from "./outcome.ts";

/** A page for whoever reads stdout: for people's pipes the page alone, for programs as the text `page` of the document. */
export const pageOnStdout = (page: string, data: object): Outcome => ({ data: { ...data, page }, lines: [page] });
