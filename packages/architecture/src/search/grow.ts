import type { History, Study } from "@kaviar/tune";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import { isInSpace } from "../spaces/space-of.ts";

/** A candidate wider, and deeper: each a network that goes on from what it has learned. */
export const largerThan = ({ families }: Architecture, { kind, model, ...rest }: Candidate): readonly Candidate[] =>
  Object.entries(families[kind]!.grows ?? {}).flatMap(([name, next]) => {
    const before = model[name];
    if (typeof before !== "number" || !next) return [];
    return [{ kind, model: { ...model, [name]: next(before) }, ...rest }];
  });

interface Growing {
  readonly architecture: Architecture;
  readonly facts: unknown;
  readonly candidateOf: (params: never) => Candidate;
  /** As many are tried before anything grows. */
  readonly recipes: number;
}

/** Says which larger ones of what is best are still to be tried, by what is known of a study. */
export const createGrowing = ({ architecture, facts, candidateOf, recipes }: Growing) => {
  const isIn = isInSpace(architecture, facts);
  return ({
    finished,
    trials,
  }: History): { readonly best: number; readonly larger: readonly Candidate[] } | undefined => {
    if (finished.length < recipes) return undefined;
    const best = finished.filter(({ state }) => state === "complete").sort((a, b) => b.values![0]! - a.values![0]!)[0];
    if (!best) return undefined;
    const tried = new Set(trials.map((trial) => JSON.stringify(candidateOf(trial!.params as never))));
    const larger = largerThan(architecture, candidateOf(best.params as never)).filter(
      (network) => isIn(network) && !tried.has(JSON.stringify(network)),
    );
    return { best: best.number, larger };
  };
};

/** Lets a study try larger ones of what is best, once its recipes are through and whenever that is another. */
export const growTheBest = (study: Study, growing: Growing): void => {
  const growingOf = createGrowing(growing);
  let grown = -1;
  const events = study.events[Symbol.asyncIterator]();
  const listening = (async () => {
    for (let next = await events.next(); !next.done; next = await events.next()) {
      if (next.value.kind === "ended") return;
      if (next.value.kind !== "told") continue;
      const now = growingOf(study.history);
      if (!now || now.best === grown) continue;
      grown = now.best;
      for (const network of now.larger) await study.enqueue({ network });
    }
  })();
  // A study whose storage fails says so to whoever awaits it.
  listening.catch(() => {});
};
