export {
  type PipelinePart,
  type PipelineSearch,
  type PipelineSearchOptions,
  pipelineSearch,
} from "./autofit/pipeline-search.ts";
export { type Ranked, rankedBy } from "./evolution/ranked.ts";
