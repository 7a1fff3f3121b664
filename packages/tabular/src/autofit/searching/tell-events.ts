import type { EventLog } from "@kaviar/base/events";
import type { Study, StudyEvent, TrialRecord } from "@kaviar/tune";
import { type Species, wordsOfTrial } from "../../evolution/species.ts";
import type { AutofitEvent } from "../events.ts";
import { candidateOf } from "./candidate-of.ts";
import { completeIn } from "./run-search.ts";
import { whyFailed } from "./why-failed.ts";

/** Tells what happens in the study of a search in its own terms; returns what waits for the last of it. */
export const tellEvents = (
  study: Study,
  species: Species,
  log: EventLog<AutofitEvent>,
  events: AsyncIterable<StudyEvent> = study.events,
): (() => Promise<void>) => {
  const wordsOf = (trial: TrialRecord): string => wordsOfTrial(species, trial);
  const sign = study.directions[0] === "maximize" ? -1 : 1;
  const before = completeIn(study.history).map((trial) => candidateOf(species, trial));
  let evaluated = study.history.finished.length;
  let best = Math.min(...before.map(({ score }) => sign * score));
  if (evaluated > 0) log.add({ kind: "resumed", evaluated, best: before.find(({ score }) => sign * score === best) });
  const told = (trial: TrialRecord): AutofitEvent | undefined => {
    const { number } = trial;
    if (trial.state === "failed")
      return { kind: "failed", trial: number, words: wordsOf(trial), error: whyFailed(trial) };
    if (trial.state === "pruned")
      return { kind: "stopped", trial: number, words: wordsOf(trial), why: "not among the better ones" };
    if (trial.state !== "complete") return undefined;
    const candidate = candidateOf(species, trial);
    const isBest = sign * candidate.score < best;
    if (isBest) best = sign * candidate.score;
    return { kind: "scored", candidate, best: isBest, evaluated };
  };
  const listening = (async () => {
    for await (const event of events) {
      if (event.kind === "ended") return;
      if (event.kind === "asked")
        log.add({ kind: "trying", trial: event.trial.number, words: wordsOf(event.trial), why: event.why ?? "" });
      if (event.kind !== "told") continue;
      evaluated++;
      const made = told(event.trial);
      if (made) log.add(made);
    }
  })();
  // Whoever waits for the last of it gets an error that ended it; nobody may, where the search itself ends with one.
  listening.catch(() => {});
  return () => listening;
};
