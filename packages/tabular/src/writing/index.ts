export type { FoundPipeline } from "./found.ts";
export { pipelineTs } from "./pipeline-ts.ts";
export { scoringJs } from "./scoring-js.ts";
