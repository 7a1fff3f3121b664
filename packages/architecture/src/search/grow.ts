import type { Study } from "@kaviar/tune";
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

/** Lets a study try larger ones of what is best, once its recipes are through and whenever that is another. */
export const growTheBest = (study: Study, { architecture, facts, candidateOf, recipes }: Growing): void => {
  const isIn = isInSpace(architecture, facts);
  const tried = (network: Candidate): boolean =>
    study.history.trials.some(
      (trial) => JSON.stringify(candidateOf(trial!.params as never)) === JSON.stringify(network),
    );
  let grown = -1;
  const events = study.events[Symbol.asyncIterator]();
  const listening = (async () => {
    for (let next = await events.next(); !next.done; next = await events.next()) {
      if (next.value.kind === "ended") return;
      const { finished } = study.history;
      if (next.value.kind !== "told" || finished.length < recipes) continue;
      const best = finished
        .filter(({ state }) => state === "complete")
        .sort((a, b) => b.values![0]! - a.values![0]!)[0];
      if (!best || best.number === grown) continue;
      grown = best.number;
      for (const network of largerThan(architecture, candidateOf(best.params as never)))
        if (isIn(network) && !tried(network)) await study.enqueue({ network });
    }
  })();
  // A study whose storage fails says so to whoever awaits it.
  listening.catch(() => {});
};
