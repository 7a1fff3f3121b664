import { importModule } from "@kaviar/tune";
import { TableError } from "../error.ts";
import type { Grammar } from "./grammar.ts";

/** The grammar that is a module's default export. */
export const readGrammar = async (url: string): Promise<Grammar> => {
  const { default: grammar } = await importModule(url);
  if (typeof grammar === "object" && grammar !== null) return grammar as Grammar;
  throw new TableError("options", `A grammar's module has the grammar as its default export: ${url} has none.`, {
    remedy: "Write `export default { parts: { … } } satisfies Grammar`.",
  });
};
