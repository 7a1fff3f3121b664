import type { Card } from "@kaviar/base/card";
import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { Params } from "../space/dimension.ts";
import { holds, standsFor } from "../space/domain.ts";
import { type FlatSpace, walk } from "../space/flat-space.ts";
import type { History } from "../trial/history.ts";
import type { Question, Sampler } from "./contract/sampler.ts";
import { historyWithout, spaceWithout } from "./fixed/without-held.ts";

/**
 * Holds some parameters, by their flat names, while another sampler looks for the others: it learns from the trials that had
 * these values, as if there were no other ones.
 *
 * ```ts
 * createStudy({ sampler: fixed(tpe(), { optimizer: "adam", "optimizer.adam.beta2": 0.99 }) })
 * ```
 * A point that is enqueued may have other values, and is run as it is.
 */
export const fixed = (inner: Sampler, held: Params): Sampler => {
  if (typeof inner?.propose !== "function")
    throw new TuneError("bad-options", `fixed takes a sampler, such as \`tpe()\`, and values: got ${shown(inner)}.`);
  if (typeof held !== "object" || held === null || Array.isArray(held))
    throw new TuneError("bad-options", `fixed takes the values to hold as a record by name: got ${shown(held)}.`);
  const spaces = new WeakMap<FlatSpace, FlatSpace>();
  const histories = new WeakMap<History, History>();
  const priors = new WeakMap<readonly History[], readonly History[]>();

  /** The same one for the same history: samplers remember what they computed for it. */
  const viewOf = (history: History): History => {
    const view = histories.get(history) ?? historyWithout(history, held);
    histories.set(history, view);
    return view;
  };
  const priorOf = (prior: readonly History[]): readonly History[] => {
    const own = priors.get(prior) ?? prior.map(viewOf);
    priors.set(prior, own);
    return own;
  };

  const within = <Asked extends Pick<Question, "space" | "history" | "admits">>(question: Asked): Asked => {
    const { space, history, admits } = question;
    const ownSpace = spaces.get(space) ?? spaceWithout(space, held);
    spaces.set(space, ownSpace);
    return { ...question, space: ownSpace, history: viewOf(history), admits: (params) => admits(whole(space, params)) };
  };

  /** A point with the held values in it; also with those that define-by-run trials have not asked for yet. */
  const whole = (space: FlatSpace, params: Params): Params => {
    const known = new Set(space.map(({ name }) => name));
    const beyond = Object.entries({ ...params, ...held }).filter(([name]) => !known.has(name));
    const point = walk(space, ({ name, domain }) =>
      Object.hasOwn(held, name) ? standsFor(domain, held[name]!) : params[name]!,
    );
    return { ...Object.fromEntries(beyond), ...point };
  };

  return {
    name: `fixed ${inner.name}`,
    ...(Object.keys(held).length > 0 && { held }),
    propose: async (question) => {
      const own = within(question);
      const proposal =
        own.space.length === 0 && question.space.length > 0
          ? { params: {} }
          : await inner.propose({ ...own, prior: priorOf(question.prior) });
      return {
        ...proposal,
        params: whole(question.space, proposal.params),
        sampler: proposal.sampler ?? inner.name,
      };
    },
    ...(inner.lag !== undefined && { lag: inner.lag }),
    ...(inner.neverLearns && { neverLearns: true }),
    ...(inner.usesHypergradients && { usesHypergradients: true }),
    ...(inner.isExhausted && { isExhausted: (question) => inner.isExhausted!(within(question)) }),
    ...(inner.leavesOut && { leavesOut: (space) => inner.leavesOut!(spaceWithout(space, held)) }),
    check: ({ space, directions }) => {
      for (const [name, value] of Object.entries(space === undefined ? {} : held)) {
        const dimension = space!.find((each) => each.name === name);
        if (dimension === undefined)
          throw new TuneError(
            "unknown-parameter",
            `The space has ${space!.map((each) => each.name).join(", ")}: \`fixed\` got a value for \`${name}\`.`,
          );
        if (!holds(dimension.domain, value))
          throw new TuneError(
            "outside-domain",
            `\`fixed\` holds values of the space: got ${shown(value)} for \`${name}\`.`,
          );
      }
      inner.check?.({ space: space && spaceWithout(space, held), directions });
    },
  };
};

fixed.about = {
  name: "Fixed parameters",
  formula: "some parameters are held, another sampler proposes the rest from the trials that had these values",
  use: "a second look at one branch, at one size, at what is settled already",
  pitfall: "trials with other values teach it nothing: hold what you are sure of",
  reference: "Akiba et al. 2019, whose partially fixed sampler this is",
  seeAlso: ["auto", "tpe", "gp"],
} satisfies Card;
