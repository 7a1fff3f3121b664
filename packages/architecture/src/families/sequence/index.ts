import { convolutions } from "./convolutions.ts";
import { inceptionTime } from "./inception-time.ts";
import { randomKernels } from "./random-kernels.ts";
import { recurrent } from "./recurrent.ts";
import { transformer } from "./transformer.ts";

/** The families of networks for sequences, the likeliest first. */
export const sequenceFamilies = { randomKernels, inceptionTime, convolutions, recurrent, transformer } as const;
