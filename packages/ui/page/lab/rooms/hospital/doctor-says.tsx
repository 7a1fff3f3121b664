import { Findings } from "../../doctor/findings.tsx";
import { withRemedy } from "./cures.ts";
import type { PatientView } from "./train-patient.ts";
import type { Treatment } from "./treated.tsx";

interface DoctorSaysProps {
  readonly view: PatientView | undefined;
  /** What was done so far. */
  readonly treatment: Treatment;
  treat(treatment: Treatment): void;
}

/** What the doctor says of a run; each remedy that comes to something here trains it again. */
export const DoctorSays = ({ view, treatment, treat }: DoctorSaysProps) => (
  <Findings
    findings={view?.findings ?? []}
    cure={(remedy) => {
      const plan = withRemedy(treatment.plan, remedy);
      return plan && (() => treat({ with: [...treatment.with, remedy.replaceAll("-", " ")], plan }));
    }}
  />
);
