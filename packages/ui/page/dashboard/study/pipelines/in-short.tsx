import { formatDuration, formatShare } from "@kaviar/page";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";
import type { SearchFacts } from "../../../../src/searches/search-facts.ts";
import { addressWith } from "../../address.ts";
import { connectedWords } from "../../connected-words.ts";
import { CountsBar } from "../../counts-bar.tsx";
import { Since } from "../../since.tsx";
import { Bought } from "./bought.tsx";
import { budgetOf, stateOf } from "./budget.ts";
import { PipelineWords } from "./pipeline-words.tsx";
import type { SearchShown } from "./pipelines-view.tsx";
import { spreadText } from "./words.ts";

/** A search in a few facts: what it is after, the best so far, what that is to be compared with, and how far it is. */
export const InShort = (all: SearchShown) => {
  const { study, search } = all;
  return (
    <section aria-label="In short">
      <p class="says">{aimOf(search)}</p>
      <Headline {...all} />
      <Bought {...all} />
      <CountsBar counts={study.counts} />
      <HowFar study={study} search={search} />
    </section>
  );
};

/** What was chosen in the end; until then, and of a part of the pipelines, the best of these. */
const Headline = ({ study, search, shown, ranked, byNumber }: SearchShown) => {
  const { ended, metric } = search;
  const isPart = shown.count < shown.of;
  const title = metric?.title ?? "score";
  const chosen = isPart ? undefined : ended?.single;
  const best = chosen === undefined ? ranked[0] : byNumber.get(chosen.trial);
  if (best === undefined)
    return <p>{study.counts.complete > 0 ? "No scored pipeline passes the filter." : "No pipeline is scored yet."}</p>;
  const ensemble = chosen && ended?.chosen === "ensemble" ? ended.ensemble : undefined;
  const { score, std } = ensemble ?? chosen ?? best;
  const link = <a href={addressWith({ trial: best.number })}>trial {best.number}</a>;
  return (
    <div class="best">
      <div>
        <div class="figure">{spreadText(score, std)}</div>
        <div class="note">
          {ensemble ? (
            <>
              {title} of the ensemble, {ensemble.members.length} pipelines; the best single one is {link}
            </>
          ) : (
            <>
              {title} of the best pipeline{isPart && " of those shown"}, {link}
            </>
          )}
          ; ± is the deviation over {chosen ? "all folds it was scored on" : `${best.folds ?? "the"} folds`}
        </div>
      </div>
      <PipelineWords words={best.words} />
    </div>
  );
};

/** What it is after: `To predict sex (classes) of 266 rows and 8 columns; Area under the ROC curve, higher is better.` */
const aimOf = ({
  target,
  task,
  rows,
  columns,
  held,
  metric,
  better,
  folds,
  preset,
}: SearchFacts): ComponentChildren => {
  const of = [rows && `${rows.toLocaleString("en")} rows`, columns && `${columns} columns`]
    .filter(Boolean)
    .join(" of ");
  return (
    <>
      {target === undefined ? "A search of pipelines" : <>To predict {<b>{target}</b>}</>}
      {task && `, ${task}`}
      {of !== "" && `, from ${of}`}
      {held !== undefined && held > 0 && `; ${held.toLocaleString("en")} more are held out`}.{" "}
      {metric?.title ?? "The score"}
      {folds !== undefined && ` on ${folds} folds`}, {better} is better
      {preset !== undefined && `; preset ${preset}`}.
    </>
  );
};

/** In milliseconds: how often a clock that runs is looked at. */
const looks = 1_000;

/** How far it is, and who works at it. */
const HowFar = ({ study, search }: { readonly study: StudySummary; readonly search: SearchFacts }) => {
  const now = useSignal(Date.now());
  const state = stateOf(study, now.value);
  useEffect(() => {
    if (state === "done" || state === "left") return;
    const timer = setInterval(() => {
      now.value = Date.now();
    }, looks);
    return () => clearInterval(timer);
  }, [state]);
  const budget = budgetOf(study, now.value);
  const { ended, searched } = search;
  const says = {
    running: `It runs: ${connectedWords(study.connected)}.`,
    finishing: `The search is over${searched?.why === undefined ? "" : `, ${searched.why}`}; what was found is yet to be chosen from and fitted.`,
    done: `It is done${searched?.why === undefined ? "" : `: ${searched.why}`}${ended?.seconds === undefined ? "" : `; the last run took ${formatDuration(1_000 * ended.seconds)}`}.`,
    left: "Nobody works at it: it was ended before it was done, and goes on with --resume.",
  };
  return (
    <div class="budget">
      {budget === undefined ? (
        <p class="note">What it may take was not kept with this study.</p>
      ) : (
        <>
          <p class="note">
            Budget: {budget.used} of {budget.of} used ({formatShare(budget.share)})
            {state !== "done" && `, ${budget.left} left`}.
          </p>
          <div class="bar" aria-hidden="true">
            <span style={{ flex: String(budget.share), background: "var(--accent)" }} />
            {budget.share < 1 && <span style={{ flex: String(1 - budget.share) }} />}
          </div>
        </>
      )}
      <p class="note" role="status">
        {search.ended === undefined && search.budget === undefined ? connectedSays(study) : says[state]}{" "}
        {search.beganAt !== undefined && (
          <>
            Last begun <Since at={search.beganAt} />.
          </>
        )}
      </p>
    </div>
  );
};

/** Of an older study it is not known whether it was done. */
const connectedSays = ({ connected }: StudySummary): string => `Connected: ${connectedWords(connected)}.`;
