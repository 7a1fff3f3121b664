export {
  type PipelinePart,
  type PipelineSearch,
  type PipelineSearchOptions,
  pipelineSearch,
} from "./autofit/pipeline-search.ts";
