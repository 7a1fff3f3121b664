import { renderError } from "@kaviar/base/error";

/** The first line of what a runtime threw: the others are for those who work on the runtime. */
export const firstLine = (error: unknown): string => renderError(error).evidence.trim().split("\n")[0]!;
