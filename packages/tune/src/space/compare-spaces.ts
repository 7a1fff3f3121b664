import type { Domain } from "./dimension.ts";
import { isParameter, type Space, type SpaceItem } from "./parameter.ts";

/** What is declared otherwise than before under one name: in words, undefined where there is nothing. */
interface SpaceChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** Where two spaces differ: domains, constants, branches, lengths and items. Constraints are functions, and not compared. */
export const compareSpaces = (before: Space, now: Space): readonly SpaceChange[] => {
  const [a, b] = [wordsOf(before), wordsOf(now)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((name) => ({ name, before: a.get(name), now: b.get(name) }))
    .filter((change) => change.before !== change.now);
};

/** What stands under each name of a space. */
const wordsOf = (space: Space): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  const read = (path: string, item: SpaceItem): void => {
    if (typeof item !== "object" || item === null) words.set(path, JSON.stringify(item));
    else if (!isParameter(item)) readRecord(path, item);
    else {
      const node = item.parameter;
      if (node.kind === "domain") words.set(path, domainWords(node.domain));
      if (node.kind === "permutation") words.set(path, `an order of ${JSON.stringify(node.items)}`);
      if (node.kind === "branches") {
        words.set(path, `one of ${Object.keys(node.branches).join(", ")}`);
        for (const [kind, branch] of Object.entries(node.branches)) readRecord(`${path}.${kind}`, branch);
      }
      if (node.kind === "array") {
        words.set(`${path}.length`, node.min === node.max ? String(node.max) : `${node.min} to ${node.max}`);
        read(`${path}.…`, node.item);
      }
    }
  };
  const readRecord = (path: string, record: Space): void => {
    for (const [name, item] of Object.entries(record)) read(path === "" ? name : `${path}.${name}`, item);
  };
  readRecord("", space);
  return words;
};

const domainWords = (domain: Domain): string => {
  if (domain.kind === "categorical")
    return `${domain.ordered ? "ordinal" : "choice"} ${JSON.stringify(domain.choices)}`;
  const scale = domain.scale === "linear" ? "" : ` on a ${domain.scale} scale`;
  const step = domain.step === undefined || (domain.kind === "int" && domain.step === 1) ? "" : ` by ${domain.step}`;
  return `${domain.kind} [${domain.low}, ${domain.high}]${step}${scale}`;
};
