import { keyedRandom } from "@kaviar/base/random";
import { createSuggestions, type Suggestions } from "../evaluation/suggestions.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import type { Way } from "../evaluation/way.ts";
import type { Params } from "../space/dimension.ts";
import { digitsOf } from "../space/orders.ts";
import type { Space } from "../space/parameter.ts";
import type { TrialPatch } from "../storage/storage.ts";
import { enqueuedAttribute } from "../trial/attributes.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Session } from "./session.ts";

/** What a define-by-run trial asks for, in this process or in a worker that tells what it was. */
export interface Asking extends Pick<TrialHandle, "suggested" | "foresee"> {
  readonly suggest: Suggestions;
  /** Takes over what a worker's objective has asked for so far. */
  adopt(suggested: TrialHandle["suggested"]): void;
}

export const nothingSuggested: TrialHandle["suggested"] = { params: {}, dimensions: [], orders: {} };

/** What is kept of what a trial has asked for; with its space where that is more than its dimensions say. */
export const asAsked = ({
  params,
  dimensions,
  orders,
}: TrialHandle["suggested"]): Pick<TrialPatch, "params" | "dimensions" | "space"> => {
  const names = Object.keys(orders);
  if (names.length === 0) return { params, dimensions };
  const digits = new Set(names.flatMap((name) => digitsOf(name, orders[name]!)).map(({ name }) => name));
  const others = dimensions.filter(({ name }) => !digits.has(name));
  const space: Space = Object.fromEntries([
    ...others.map(({ name, domain }) => [name, { parameter: { kind: "domain", domain } }] as const),
    ...names.map((name) => [name, { parameter: { kind: "permutation", items: orders[name]! } }] as const),
  ]);
  return { params, dimensions, space };
};

/** `isDeclared`: whether it was asked from a declared space, and has all its params. */
export const createAsking = (session: Session, record: TrialRecord, isDeclared: boolean): Asking => {
  const draw = (name: string) => keyedRandom(session.study.seed, record.number, name);
  /** Its way among the points of other trials; none where points may repeat, and where it is bound to its own. */
  const way = (): Way | undefined => {
    const isBound =
      enqueuedAttribute in record.attributes || record.toldIn !== undefined || session.sampler.held !== undefined;
    return session.deterministic && !isBound ? session.asked.follow(record.number, record.params) : undefined;
  };
  let asking: Suggestions | undefined;
  let foreseen: Params = {};
  let adopted: TrialHandle["suggested"] | undefined;
  return {
    get suggest() {
      asking ??= createSuggestions(record.params, draw, isDeclared ? { isDeclared } : { way: way() });
      return asking;
    },
    get suggested() {
      return isDeclared ? nothingSuggested : (adopted ?? asking ?? nothingSuggested);
    },
    foresee: () => {
      const ahead = way();
      const answered = createSuggestions(record.params, draw, { way: ahead });
      for (let next = ahead?.question; next !== undefined; next = ahead?.question)
        answered.answer(next.name, next.domain);
      foreseen = { ...record.params, ...answered.params };
      return foreseen;
    },
    adopt: (suggested) => {
      adopted = suggested;
      const { params, dimensions } = suggested;
      if (dimensions.every(({ name }) => foreseen[name] === params[name])) return;
      const anew = way();
      for (const { name, domain } of dimensions) {
        anew?.asks(name, domain);
        anew?.takes(params[name]!);
      }
    },
  };
};
