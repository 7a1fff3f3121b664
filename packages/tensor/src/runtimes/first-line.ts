import { renderError } from "@kaviar/base/error";

/** What a runtime threw, without the lines that only its makers can read. */
export const firstLine = (error: unknown): string => renderError(error).evidence.trim().split("\n")[0]!;
