import { key } from "@kaviar/tensor";
import type { Context } from "../layers/contract/layer.ts";

/** A model's context when it predicts. */
export const predicting = (): Context => ({ training: false, key: key(0), path: "" });
