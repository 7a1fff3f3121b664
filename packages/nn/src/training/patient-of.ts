import type { Patient } from "../doctor/patient.ts";
import type { Extent } from "../step/extent.ts";
import type { Session } from "./session.ts";

/** What a doctor has to know of a run. */
export const patientOf = (
  { recipe, source, validation, batch, settings, start }: Session,
  extent: Extent,
  epochs: number,
  done = 0,
): Patient => ({
  recipe,
  first: source.first,
  validation,
  initialized: start.initialized,
  batch,
  epochs,
  done,
  stepsPerEpoch: source.stepsPerEpoch ?? Number.NaN,
  extent,
  settings,
});
