import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Answers } from "../../answers/answers.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { useWork } from "../../work/use-work.ts";
import { guesses } from "./case-list.tsx";
import type { Case } from "./cases/index.ts";
import { Curves } from "./curves.tsx";
import { becauseOf, cardOf, choicesOf, titleOf } from "./diagnoses.ts";
import { DoctorSays } from "./doctor-says.tsx";
import { LayersTable } from "./layers-table.tsx";
import { Papers } from "./papers.tsx";
import { everyOf, Treated, type Treatment } from "./treated.tsx";
import { type Outcome, Tried } from "./tried.tsx";

interface WardProps {
  readonly number: number;
  readonly patient: Case;
  /** Goes to the next case, where there is one. */
  next?(): void;
}

/** One case: the run, what it may have, and once that is said the doctor and the cures. */
export const Ward = ({ number, patient, next }: WardProps) => {
  const { plan, has, byHand } = patient;
  const work = useWork("hospital", plan, { every: everyOf(plan) });
  const treatment = useSignal<Treatment | undefined>(undefined);
  const outcomes = useSignal<readonly Outcome[]>([]);
  const diagnoses = useMemo(() => choicesOf(patient, number), [patient, number]);
  const view = work.view.value;
  const guess = guesses.value.get(number);
  const isOver = work.state.value === "over";
  const untreated = { with: [], plan };
  const treat = (given: Treatment) => {
    treatment.value = given;
  };
  const tell = (outcome: Outcome) => {
    const name = outcome.treatment.with.join();
    outcomes.value = [...outcomes.value.filter(({ treatment }) => treatment.with.join() !== name), outcome];
  };
  return (
    <>
      <section class="run-bar" aria-label="The run">
        <RunButtons work={work} step="One epoch" />
        <p class="numbers">
          epoch <b>{view?.epoch ?? 0}</b> of {plan.epochs}
          {isOver && " · over"}
        </p>
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <div class="hospital">
        <section aria-label="The papers">
          <h2>Case {number}</h2>
          <p class="says">{patient.says}</p>
          <Papers plan={plan} />
        </section>
        <section aria-label="The curves">
          <h2>Its loss</h2>
          <Curves label={`Loss by epoch of case ${number}`} curve={view?.curve ?? []} />
          {view?.broken !== undefined && (
            <p class="warning">The numbers are none any more: {view.broken.split("\n")[0]}</p>
          )}
        </section>
      </div>
      <section aria-label="The layers">
        <h2>Its layers after epoch {view?.epoch ?? 0}</h2>
        <LayersTable layers={view?.layers ?? []} epoch={view?.epoch ?? 0} />
      </section>
      <section aria-label="The diagnosis">
        <h2>What does it have?</h2>
        <Answers
          label="Diagnoses"
          answers={diagnoses.map((each) => ({
            says: titleOf(each),
            isRight: each === has,
            because: becauseOf(patient, each),
            of: cardOf(each),
          }))}
          chosen={guess === undefined ? undefined : diagnoses.indexOf(guess)}
          choose={(place) => {
            guesses.value = new Map(guesses.value).set(number, diagnoses[place]!);
          }}
        />
        {guess !== undefined && (
          <p class="after-guess" aria-live="polite">
            {guess === has ? "Right." : `It is something else: ${titleOf(has).toLowerCase().replace("relu", "ReLU")}.`}{" "}
            {next !== undefined && (
              <button type="button" onClick={next}>
                Next case
              </button>
            )}
          </p>
        )}
      </section>
      {guess !== undefined && (
        <section aria-label="The doctor">
          <h2>The doctor</h2>
          {isOver ? (
            <>
              <DoctorSays view={view} treatment={untreated} treat={treat} />
              {byHand !== undefined && (
                <p class="by-hand">
                  What the doctor cannot know:{" "}
                  <button
                    type="button"
                    class="try"
                    onClick={() => treat({ with: [byHand.title.toLowerCase()], plan: { ...plan, ...byHand.change } })}
                  >
                    {byHand.title}
                  </button>
                </p>
              )}
            </>
          ) : (
            <p class="says">The doctor looks on until the run is over.</p>
          )}
        </section>
      )}
      {treatment.value !== undefined && view !== undefined && (
        <section aria-label="The treatment">
          <h2>Again, with: {treatment.value.with.join(", ")}</h2>
          <Treated
            key={treatment.value.with.join()}
            treatment={treatment.value}
            sick={view}
            treat={treat}
            tell={(result) => tell({ treatment: treatment.value!, view: result })}
          />
          {outcomes.value.length > 0 && (
            <>
              <h2>What was tried</h2>
              <Tried outcomes={[{ treatment: untreated, view }, ...outcomes.value]} />
            </>
          )}
        </section>
      )}
    </>
  );
};
