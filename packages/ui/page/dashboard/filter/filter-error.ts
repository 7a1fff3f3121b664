import { UiError } from "../../../src/error.ts";

/** A filter that cannot be read, or that means nothing for this study. */
export const filterError = (evidence: string, remedy: string): UiError => new UiError("filter", evidence, { remedy });
