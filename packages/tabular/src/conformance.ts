export type { Case } from "./conformance/case.ts";
export { type ModelSubject, modelConformance } from "./conformance/model.ts";
export { type RowKind, type SampleOptions, sampleTraining } from "./conformance/samples.ts";
export { type StepSubject, stepConformance } from "./conformance/step.ts";
