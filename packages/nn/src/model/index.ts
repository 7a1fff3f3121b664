export type { TrainedModel } from "./trained-model.ts";
