import { didYouMean } from "@kaviar/base/check";
import { listed } from "@kaviar/base/text";
import type { AnyFamily, Architecture, Narrowed } from "../contract/architecture.ts";
import type { Kind } from "../contract/facts.ts";
import { ArchitectureError } from "../error.ts";
import { imageFamilies } from "../families/image/index.ts";
import { sequenceFamilies } from "../families/sequence/index.ts";
import { tableFamilies } from "../families/table/index.ts";
import { textFamilies } from "../families/text/index.ts";
import { trainings } from "../training/index.ts";

/** What to change about an architecture: which families, families of one's own, other bounds. */
export interface Changes {
  /** The names of those to search among; all unless said. */
  readonly families?: readonly string[];
  /** Families besides, by name. */
  readonly own?: { readonly [name: string]: AnyFamily };
  /** Parameters of a family's networks in other bounds, or as constants: `{ plain: { width: int(8, 16) } }`. */
  readonly networks?: { readonly [family: string]: Narrowed };
  /** The same for training: `{ rate: log(1e-4, 1e-3), flip: false }`. */
  readonly training?: Narrowed;
}

const changed = (
  kind: Kind,
  known: { readonly [name: string]: AnyFamily },
  { families, own = {}, networks = {}, training = {}, ...rest }: Changes,
): Architecture => {
  const [stray] = Object.keys(rest);
  if (stray !== undefined)
    throw new ArchitectureError(
      "space",
      `An architecture is changed in its families, own, networks and training: got ${stray}.`,
      {
        remedy: didYouMean(stray, ["families", "own", "networks", "training"], "Leave it out.", (near) => near),
      },
    );
  const all = { ...known, ...own };
  const names = [...(families ?? Object.keys(known)), ...Object.keys(own)];
  for (const name of [...names, ...Object.keys(networks)])
    if (!Object.hasOwn(all, name))
      throw new ArchitectureError("space", `There is no family ${JSON.stringify(name)} of networks for ${kind}s.`, {
        remedy: didYouMean(name, Object.keys(all), `There are ${listed(Object.keys(all))}.`, (near) => near),
      });
  if (names.length === 0)
    throw new ArchitectureError("space", "A search needs a family of networks to look in: got none.");
  return {
    kind,
    families: Object.fromEntries(names.map((name) => [name, all[name]!])),
    training: trainings[kind],
    narrowed: networks,
    narrowedTraining: training,
  };
};

/**
 * Where a search looks for a network, by what it takes in; narrowed or extended with one object.
 *
 * ```ts
 * architecture.image()                                              // all families that there are
 * architecture.image({ families: ["residual"], training: { flip: false } })
 * ```
 */
export const architecture = {
  image: (changes: Changes = {}): Architecture => changed("image", imageFamilies, changes),
  sequence: (changes: Changes = {}): Architecture => changed("sequence", sequenceFamilies, changes),
  text: (changes: Changes = {}): Architecture => changed("text", textFamilies, changes),
  table: (changes: Changes = {}): Architecture => changed("table", tableFamilies, changes),
} as const satisfies { readonly [K in Kind]: (changes?: Changes) => Architecture };
