import { plain } from "./plain.ts";
import { residual } from "./residual.ts";
import { separable } from "./separable.ts";
import { visionTransformer } from "./vision-transformer.ts";

/** The families of networks for images. */
export const imageFamilies = { plain, residual, separable, visionTransformer } as const;
