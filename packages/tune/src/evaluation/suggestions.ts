import { shown } from "@kaviar/base/error";
import type { Random } from "@kaviar/base/random";
import { TuneError } from "../error.ts";
import { categoricalDomain } from "../space/choice.ts";
import type { Choice, Dimension, Domain, Params, Value } from "../space/dimension.ts";
import { drawFrom, holds, sizeOf } from "../space/domain.ts";
import { type FloatOptions, floatDomain } from "../space/float.ts";
import { type IntOptions, intDomain } from "../space/int.ts";

/** Asking for parameters by name, as the objective runs. */
export interface Suggest {
  /** A number between low and high. */
  float(name: string, low: number, high: number, options?: FloatOptions): number;
  /** A whole number between low and high. */
  int(name: string, low: number, high: number, options?: IntOptions): number;
  /** One of several values. */
  choice<const C extends readonly Choice[]>(name: string, choices: C): C[number];
  bool(name: string): boolean;
}

/** What was asked for so far, and what was answered. */
export type Suggestions = Suggest & {
  readonly params: Params;
  readonly dimensions: readonly Dimension[];
};

/** How often a value is drawn again when the trial would be a repeat. */
const redraws = 100;

/**
 * Answers a define-by-run objective: from the proposal where it has a fitting value, else by a draw keyed by the name.
 * What is drawn keeps away from points that `isAsked` knows: a trial that is asked before the space is known may be done
 * with any parameter.
 */
export const createSuggestions = (
  proposal: Params,
  draw: (name: string) => Random,
  isAsked: (params: Params, mayGoOn: boolean) => boolean = () => false,
): Suggestions => {
  const params: Record<string, Value> = {};
  const dimensions: Dimension[] = [];
  const known = new Map<string, Domain>();
  let isCountable = true;

  const drawNew = (name: string, domain: Domain): Value => {
    const random = draw(name);
    const first = drawFrom(domain, random);
    let value = first;
    for (let i = 0; isCountable && i < redraws && isAsked({ ...params, [name]: value }, true); i++)
      value = drawFrom(domain, random);
    return isCountable && isAsked({ ...params, [name]: value }, true) ? first : value;
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
    const proposed = Object.hasOwn(proposal, name) ? proposal[name] : undefined;
    isCountable &&= sizeOf(domain) < Infinity;
    const fits = proposed !== undefined && holds(domain, proposed);
    const value =
      fits && !(isCountable && isAsked({ ...params, [name]: proposed }, false)) ? proposed : drawNew(name, domain);
    known.set(name, domain);
    params[name] = value;
    dimensions.push({ name, domain });
    return value;
  };

  return {
    params,
    dimensions,
    float: (name, low, high, options) => answer(name, floatDomain(low, high, options)) as number,
    int: (name, low, high, options) => answer(name, intDomain(low, high, options)) as number,
    choice: (name, choices) => answer(name, categoricalDomain(choices)) as never,
    bool: (name) => answer(name, categoricalDomain([false, true])) as boolean,
  };
};
