import type { Link, LinkState } from "./link.ts";

/** The states of several links, each under its place. */
export const stateOf = (parts: readonly LinkState[]): LinkState =>
  Object.fromEntries(parts.map((part, i) => [String(i), part]));

export const partsOf = (links: readonly Link[], state: LinkState): readonly LinkState[] =>
  links.map((_, i) => state[String(i)] as LinkState);

/** What links in one state make of an epoch's results, where one of them looks at them. */
export const afterEpochOf = (links: readonly Link[]): Pick<Link, "afterEpoch"> =>
  links.some(({ afterEpoch }) => afterEpoch)
    ? {
        afterEpoch: (state, results) =>
          stateOf(partsOf(links, state).map((part, i) => links[i]!.afterEpoch?.(part, results) ?? part)),
      }
    : {};
