export { type ShapExplanation, type ShapOptions, shap } from "./shap.ts";
