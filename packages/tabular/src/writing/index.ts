export type { FoundPipeline } from "./found.ts";
export { type FoundInTable, pipelinePython } from "./pipeline-python.ts";
export { pipelineTs } from "./pipeline-ts.ts";
export { scoringJs } from "./scoring-js.ts";
