import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TableError } from "../../error.ts";
import { checkGrammar } from "../../grammar/check-grammar.ts";
import type { Grammar } from "../../grammar/grammar.ts";
import { readGrammar } from "../../grammar/read-grammar.ts";

/** A grammar, and the module that workers read it from too. */
export interface Loaded {
  readonly grammar: Grammar;
  readonly url: string | undefined;
}

/**
 * What a caller gives as a grammar. Parts of the caller's own are functions, which cannot be sent to the processes that
 * evaluate: these have to be in a module. Leaving parts out, and a template, need none.
 */
export const loadGrammar = async (given: Grammar | URL | string | undefined): Promise<Loaded> => {
  if (given === undefined) return { grammar: {}, url: undefined };
  if (typeof given === "string" || given instanceof URL) {
    const url = urlOf(given);
    return { grammar: await readGrammar(url), url };
  }
  const own = Object.entries(given.parts ?? {}).find(([, rule]) => typeof rule === "object");
  if (!own) return { grammar: checkGrammar(given), url: undefined };
  throw new TableError(
    "options",
    `Pipelines are evaluated in processes of their own, and a function cannot be sent to one: \`${own[0]}\` is made by one.`,
    {
      remedy:
        'Put the grammar into a module as its default export, and give its URL: new URL("./grammar.ts", import.meta.url).',
    },
  );
};

const urlOf = (given: string | URL): string => {
  if (given instanceof URL) return given.href;
  if (given.startsWith("file:")) return given;
  return pathToFileURL(isAbsolute(given) ? given : resolve(given)).href;
};
