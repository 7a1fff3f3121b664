import type { EventLog } from "@kaviar/base/events";
import type { Study, StudyEvent, TrialRecord } from "@kaviar/tune";
import type { Candidate } from "../contract/candidate.ts";
import type { SearchEvent } from "./events.ts";
import { scoredOf, wordsOf } from "./scored.ts";

/** Tells what happens in the study of a search in its own terms; returns what waits for the last of it. */
export const tellEvents = (
  study: Study,
  candidateOf: (params: never) => Candidate,
  recipes: number,
  log: EventLog<SearchEvent>,
  events: AsyncIterable<StudyEvent> = study.events,
): (() => Promise<void>) => {
  let best = Number.NEGATIVE_INFINITY;
  let tried = study.history.finished.length;
  const candidate = ({ params }: TrialRecord): Candidate => candidateOf(params as never);
  const listening = (async () => {
    for await (const event of events) {
      if (event.kind === "ended") return;
      if (event.kind === "asked")
        log.add({
          kind: "trying",
          trial: event.trial.number,
          words: wordsOf(candidate(event.trial)),
          why: event.why ?? "",
        });
      if (event.kind !== "told") continue;
      tried++;
      const { trial } = event;
      if (trial.state === "failed")
        log.add({
          kind: "failed",
          trial: trial.number,
          words: wordsOf(candidate(trial)),
          error: trial.error ?? "",
        });
      const scored = scoredOf(trial, candidate(trial), recipes);
      if (!scored || trial.state === "failed") continue;
      const isBest = scored.rank > best;
      if (isBest) best = scored.rank;
      log.add({ kind: "scored", candidate: scored, best: isBest, tried });
    }
  })();
  // Whoever waits for the last of it gets an error that ended it; nobody may, where the search itself ends with one.
  listening.catch(() => {});
  return () => listening;
};
