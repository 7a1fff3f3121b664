import { activations } from "./activations.ts";
import { attentions } from "./attention.ts";
import { blocks } from "./blocks.ts";
import type { Translation } from "./call.ts";
import { constants } from "./constants.ts";
import { control } from "./control.ts";
import { convolutions } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { fouriers } from "./fourier.ts";
import { indexing } from "./indexing.ts";
import { losses } from "./losses.ts";
import { normalization } from "./normalization.ts";
import { pooling } from "./pooling.ts";
import { products } from "./products.ts";
import { quantizing } from "./quantized.ts";
import { recurrents } from "./recurrent.ts";
import { reductions } from "./reductions.ts";
import { resizing } from "./resize.ts";
import { scattering } from "./scatter.ts";
import { sequencing } from "./sequences.ts";
import { shaping } from "./shaping.ts";

/** Every operator of `ai.onnx` that can be imported, as tensor operations: derivatives flow through all of them. */
export const translations: Readonly<Record<string, Translation>> = {
  ...activations,
  ...attentions,
  ...blocks,
  ...constants,
  ...control,
  ...convolutions,
  ...elementwise,
  ...fouriers,
  ...indexing,
  ...losses,
  ...normalization,
  ...pooling,
  ...products,
  ...quantizing,
  ...recurrents,
  ...reductions,
  ...resizing,
  ...scattering,
  ...sequencing,
  ...shaping,
};
