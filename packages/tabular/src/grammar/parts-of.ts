import { TableError } from "../error.ts";
import { answerOf } from "./answer-of.ts";
import type { Facts } from "./facts.ts";
import type { Grammar, PartRule, Parts } from "./grammar.ts";
import { defaultParts } from "./parts/index.ts";

/** Names that stand for something else where a part's name stands. */
const reserved: readonly string[] = ["asTheyAre", "union", "predictions"];

/** The parts of a grammar that suit a table, those that come with it and the caller's own. */
export const partsOf = ({ parts: own = {} }: Grammar, facts: Facts): Parts => {
  const taken = Object.keys(own).find((name) => reserved.includes(name));
  if (taken !== undefined)
    throw new TableError(
      "options",
      `A part of a grammar has a name of its own: \`${taken}\` stands for something else.`,
    );
  const all = Object.entries({ ...defaultParts, ...own }).filter(
    (entry): entry is [string, PartRule] => entry[1] !== false && suits(entry[0], entry[1], facts),
  );
  return new Map(all);
};

const suits = (name: string, { tasks, suits: own }: PartRule, facts: Facts): boolean =>
  (tasks === undefined || tasks.includes(facts.task)) &&
  (own === undefined || answerOf(name, "suits", () => own(facts)));
