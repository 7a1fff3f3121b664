import { shown } from "@kaviar/base/error";
import type { Random } from "@kaviar/base/random";
import { TuneError } from "../error.ts";
import { categoricalDomain } from "../space/choice.ts";
import type { Choice, Dimension, Domain, Params, Value } from "../space/dimension.ts";
import { drawFrom, holds, sizeOf, standsFor, valueAt } from "../space/domain.ts";
import { domainText } from "../space/domain-text.ts";
import { type FloatOptions, floatDomain } from "../space/float.ts";
import { type IntOptions, intDomain } from "../space/int.ts";
import { codeOf, digitsOf, orderOf } from "../space/orders.ts";
import type { Way } from "./way.ts";

/** Asking for parameters by name, as the objective runs. */
export interface Suggest {
  /** A number between low and high. */
  float(name: string, low: number, high: number, options?: FloatOptions): number;
  /** A whole number between low and high. */
  int(name: string, low: number, high: number, options?: IntOptions): number;
  /** One of several values. */
  choice<const C extends readonly Choice[]>(name: string, choices: C): C[number];
  /** One of several values that lie on a line, from least to most. */
  ordinal<const C extends readonly Choice[]>(name: string, values: C): C[number];
  bool(name: string): boolean;
  /** All of these, in some order. */
  permutation<const C extends readonly Choice[]>(name: string, items: C): C[number][];
}

/** What was asked for so far, and what was answered. */
export type Suggestions = Suggest & {
  answer(name: string, domain: Domain): Value;
  readonly params: Params;
  readonly dimensions: readonly Dimension[];
  /** The items of the permutations, as they were listed. */
  readonly orders: Readonly<Record<string, readonly Choice[]>>;
};

/** How often a value is drawn again when the trial would be a repeat, before all values are looked through. */
const redraws = 100;

/** A domain of more values has been tried by more than a few trials before it is asked whole. */
const listable = 10_000;

/** A free value where there is one; else one where no trial is known to have ended. */
const pick = (domain: Domain, random: Random, way: Way): Value | undefined => {
  if (sizeOf(domain) > listable) return undefined;
  const values = Array.from({ length: sizeOf(domain) }, (_, i) => valueAt(domain, i));
  const free = values.filter((value) => way.isFree(value));
  const among = free.length > 0 ? free : values.filter((value) => way.isFree(value, true));
  return among[Math.floor(random() * among.length)];
};

/**
 * Answers a define-by-run objective: from the proposal where it has a fitting value, else by a draw keyed by the name. What
 * is answered keeps away from points that other trials have, or may have, as far as its way through them shows any. In a
 * trial that was asked from a declared space the proposal is all there is.
 */
export const createSuggestions = (
  proposal: Params,
  draw: (name: string) => Random,
  { way, isDeclared = false }: { readonly way?: Way | undefined; readonly isDeclared?: boolean } = {},
): Suggestions => {
  const params: Record<string, Value> = {};
  const dimensions: Dimension[] = [];
  const known = new Map<string, Domain>();
  const orders: Record<string, readonly Choice[]> = {};
  let offered = proposal;

  const drawNew = (name: string, domain: Domain): Value => {
    const random = draw(name);
    const first = drawFrom(domain, random);
    let value = first;
    for (let i = 0; i < redraws; i++) {
      if (way === undefined || way.isFree(value)) return value;
      value = drawFrom(domain, random);
    }
    return way === undefined || way.isFree(value) ? value : (pick(domain, random, way) ?? first);
  };

  const answer = (name: string, domain: Domain): Value => {
    if (typeof name !== "string" || name === "" || name === "__proto__")
      throw new TuneError("bad-name", `A parameter has a name that a record can have: got ${shown(name)}.`);
    const before = known.get(name);
    if (before !== undefined) {
      if (before.kind !== domain.kind)
        throw new TuneError(
          "changed-kind",
          `A name stands for one parameter in a trial: "${name}" was ${before.kind}, now it is ${domain.kind}.`,
        );
      if (holds(domain, params[name])) return params[name]!;
      throw new TuneError(
        "changed-domain",
        `A parameter has one domain in a trial: "${name}" was ${JSON.stringify(params[name])}, which the domain asked for now does not hold.`,
      );
    }
    const proposed = Object.hasOwn(offered, name) ? offered[name] : undefined;
    if (isDeclared && proposed === undefined)
      throw new TuneError(
        "unknown-parameter",
        `A trial that was asked from a space has its parameters and no others, ${Object.keys(offered).join(", ") || "none"}: got a question for "${name}".`,
        { remedy: "Put it into the space, or give `null` for the space and ask for all of them." },
      );
    if (isDeclared && !holds(domain, proposed))
      throw new TuneError(
        "changed-domain",
        `A parameter has one domain in a trial: "${name}" is ${JSON.stringify(proposed)} by its space, which ${domainText(domain)} does not hold.`,
      );
    way?.asks(name, domain);
    const fits = proposed !== undefined && holds(domain, proposed) && way?.isFree(proposed) !== false;
    const value = fits ? standsFor(domain, proposed) : drawNew(name, domain);
    way?.takes(value);
    known.set(name, domain);
    params[name] = value;
    dimensions.push({ name, domain });
    return value;
  };

  const permutation = (name: string, items: readonly Choice[]): Choice[] => {
    categoricalDomain(items);
    const before = orders[name] ?? items;
    if (JSON.stringify(before) !== JSON.stringify(items))
      throw new TuneError(
        "changed-domain",
        `A parameter has one domain in a trial: "${name}" was an order of ${JSON.stringify(before)}, now it is one of ${JSON.stringify(items)}.`,
      );
    // Somebody who enqueues an order writes it down as what it is.
    const given: unknown = offered[name];
    if (Array.isArray(given)) offered = { ...offered, ...codeOf(name, items, given) };
    for (const digit of digitsOf(name, items)) answer(digit.name, digit.domain);
    orders[name] = [...items];
    return orderOf(name, items, params);
  };

  return {
    params,
    dimensions,
    orders,
    answer,
    float: (name, low, high, options) => answer(name, floatDomain(low, high, options)) as number,
    int: (name, low, high, options) => answer(name, intDomain(low, high, options)) as number,
    choice: (name, choices) => answer(name, categoricalDomain(choices)) as never,
    ordinal: (name, values) => answer(name, categoricalDomain(values, true)) as never,
    permutation: permutation as Suggest["permutation"],
    bool: (name) => answer(name, categoricalDomain([false, true])) as boolean,
  };
};
