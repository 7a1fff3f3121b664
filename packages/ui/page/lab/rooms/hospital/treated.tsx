import { useEffect } from "preact/hooks";
import { useWork } from "../../work/use-work.ts";
import { Curves } from "./curves.tsx";
import { DoctorSays } from "./doctor-says.tsx";
import type { Plan } from "./plan.ts";
import type { PatientView } from "./train-patient.ts";

/** What was done to a run, and what it made of it. */
export interface Treatment {
  /** Remedies, the first one first. */
  readonly with: readonly string[];
  readonly plan: Plan;
}

interface TreatedProps {
  readonly treatment: Treatment;
  readonly sick: PatientView;
  treat(treatment: Treatment): void;
  /** It is over. */
  tell(view: PatientView): void;
}

/** The run again with a remedy, beside the sick one. */
export const Treated = ({ treatment, sick, treat, tell }: TreatedProps) => {
  const work = useWork("hospital", treatment.plan, { every: everyOf(treatment.plan) });
  const view = work.view.value;
  const isOver = work.state.value === "over";
  useEffect(() => {
    if (isOver && view !== undefined) tell(view);
  }, [isOver]);
  return (
    <>
      <Curves
        label="Loss by epoch of the run that is treated, and of the sick one"
        curve={view?.curve ?? []}
        sick={sick.curve}
      />
      {view?.broken !== undefined && <p class="warning">The numbers are none any more: {view.broken.split("\n")[0]}</p>}
      {isOver && <DoctorSays view={view} treatment={treatment} treat={treat} />}
    </>
  );
};

/** How long an epoch takes at least, so that a run can be followed and is soon over. */
export const everyOf = ({ epochs }: Plan): number => Math.round(1_600 / epochs);
