import type { Architecture } from "../contract/architecture.ts";
import type { Kind } from "../contract/facts.ts";
import { ArchitectureError } from "../error.ts";
import { readArchitecture } from "../spaces/read-architecture.ts";
import type { Options } from "./options.ts";

/** Where a search looks. */
export interface ChosenSpace {
  readonly architecture: Architecture;
  /** The module that it is from, where it is the caller's own: workers load it from there. */
  readonly url: string | undefined;
}

/** All families of a kind, or what was given instead. */
export const chooseSpace = async (given: Options["space"], kind: Kind): Promise<ChosenSpace> => {
  const url = given instanceof URL || typeof given === "string" ? String(given) : undefined;
  const usual = await readArchitecture(undefined, kind);
  const architecture =
    url !== undefined ? await readArchitecture(url, kind) : ((given as Architecture | undefined) ?? usual);
  checkKind(architecture, kind);
  if (url === undefined) checkFamilies(architecture, usual);
  return { architecture, url };
};

const checkKind = (given: Architecture, kind: Kind): void => {
  if (given.kind === kind) return;
  throw new ArchitectureError(
    "space",
    `A search for ${kind}s looks in a space of ${kind}s: got one of ${given.kind}s.`,
    { remedy: `space: architecture.${kind}()` },
  );
};

/** Workers know the families that there are, and those of a module: functions cannot be sent to them. */
const checkFamilies = (given: Architecture, known: Architecture): void => {
  const stray = Object.entries(given.families).find(([name, family]) => known.families[name] !== family);
  if (!stray) return;
  throw new ArchitectureError(
    "space",
    `Networks are trained in processes of their own, to which the functions of the family ${stray[0]} cannot be sent.`,
    { remedy: 'Export the architecture from a module: space: new URL("./space.ts", import.meta.url).' },
  );
};
