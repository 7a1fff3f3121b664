import { importModule } from "@kaviar/tune";
import type { Architecture } from "../contract/architecture.ts";
import type { Kind } from "../contract/facts.ts";
import { ArchitectureError } from "../error.ts";
import { architecture } from "./architecture.ts";

/** All families of a kind, or what a module of the caller's has as its default export. */
export const readArchitecture = async (url: string | undefined, kind: Kind): Promise<Architecture> => {
  if (url === undefined) return architecture[kind]();
  const { default: made } = (await importModule(url)) as { readonly default?: unknown };
  if (isArchitecture(made)) return made;
  throw new ArchitectureError("space", `A module of an architecture has one as its default export: ${url} has none.`, {
    remedy: "export default architecture.image({ … });",
  });
};

export const isArchitecture = (value: unknown): value is Architecture =>
  typeof value === "object" && value !== null && "families" in value && "training" in value && "kind" in value;
