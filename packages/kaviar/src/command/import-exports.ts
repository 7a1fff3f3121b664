import { renderError } from "@kaviar/base/error";
import { oneLine } from "@kaviar/base/text";
import { importModule } from "@kaviar/tune";
import { CommandError } from "./command-error.ts";

type Exports = Readonly<Record<string, unknown>>;

/** What a module of the user's exports, whatever kind of module it is. */
export const importExports = async (url: URL, file: string): Promise<Exports> => {
  try {
    const exports: Exports = await importModule(url.href);
    // The exports of a CommonJS module are the default export of its import.
    const { default: outer } = exports;
    return typeof outer === "object" && outer !== null && "default" in outer ? (outer as Exports) : exports;
  } catch (error) {
    const { evidence, remedy } = renderError(error);
    const name = error instanceof Error ? error.name : "a value";
    const law = `${file} must import without an error; it threw ${name}: ${oneLine(evidence)}`;
    throw new CommandError("module-throws", law, { remedy, cause: error });
  }
};
