import { importModule } from "@kaviar/tune";
import { TableError } from "../error.ts";
import { checkGrammar } from "./check-grammar.ts";
import type { Grammar } from "./grammar.ts";

/** The grammar that is a module's default export. */
export const readGrammar = async (url: string): Promise<Grammar> => {
  const { default: grammar } = await importModule(url).catch((cause: unknown) => {
    const says = cause instanceof Error ? cause.message : String(cause);
    throw new TableError("options", `A grammar is a module that can be loaded: ${url} ends with "${says}".`, {
      cause,
      remedy: "Import it in a program of its own: what is wrong shows there too.",
    });
  });
  if (typeof grammar === "object" && grammar !== null) return checkGrammar(grammar);
  throw new TableError("options", `A grammar's module has the grammar as its default export: ${url} has none.`, {
    remedy: "Write `export default { parts: { … } } satisfies Grammar`.",
  });
};
