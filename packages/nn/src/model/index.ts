export { ensemble } from "./ensemble.ts";
export { type FeaturePictureOptions, featurePicture } from "./feature-picture.ts";
export { features } from "./features.ts";
export { type InitializedOptions, initialized } from "./initialized.ts";
export { type LoadOptions, load } from "./load.ts";
export { type OnnxLayerOptions, onnxLayer } from "./onnx-layer.ts";
export type { Comparison, Quantization } from "./quantize.ts";
export { type SummaryRow, summary, summaryOf } from "./summary.ts";
export type { EvaluateOptions, SavedModel, SaveOptions, TrainedModel } from "./trained-model.ts";
