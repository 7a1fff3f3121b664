import { isKaviarError } from "./kaviar-error.ts";

/** An error in parts, whoever threw it: what happened, what to do, and where. */
export interface RenderedError {
  readonly evidence: string;
  readonly remedy: string | undefined;
  readonly stack: string | undefined;
}

/** The parts of anything that was thrown: one reader for the command line, pages and workers. */
export const renderError = (error: unknown): RenderedError => {
  if (isKaviarError(error)) return { evidence: error.evidence, remedy: error.remedy, stack: error.stack };
  if (error instanceof Error) return { evidence: error.message, remedy: undefined, stack: error.stack };
  return { evidence: String(error), remedy: undefined, stack: undefined };
};
