import { type TrainedPipeline, trainedPipeline } from "./trained-pipeline.ts";

/** A pipeline that says of how many rows those that it was fitted to were drawn: in its file too. */
export const sampledFrom = ({ trained }: TrainedPipeline, rows: number): TrainedPipeline =>
  trainedPipeline({ ...trained, sampledFrom: rows });
