import type { Panel } from "../draw/panel.ts";
import type { Kind } from "../kinds.ts";
import type { Topic } from "../topic.ts";
import { activationPicture } from "./activation.ts";
import { findingPicture } from "./finding.ts";
import { ideaPicture } from "./idea.ts";
import { initializerPicture } from "./initializer.ts";
import { lossPicture } from "./loss.ts";
import { optimizerPicture } from "./optimizer.ts";
import { regularizerPicture } from "./regularizer.ts";
import { samplerPicture } from "./sampler.ts";
import { scalePicture } from "./scale.ts";
import { schedulePicture } from "./schedule.ts";

/** The kinds of which a picture says something, and what it is computed from. */
const pictures: { readonly [K in Kind]?: (key: string) => Promise<readonly Panel[] | undefined> | undefined } = {
  activation: activationPicture,
  finding: findingPicture,
  idea: ideaPicture,
  initializer: initializerPicture,
  loss: lossPicture,
  optimizer: optimizerPicture,
  regularizer: regularizerPicture,
  sampler: samplerPicture,
  scale: scalePicture,
  schedule: schedulePicture,
};

/** The picture of a topic, computed by the thing itself; undefined where a picture says nothing. */
export const pictureOf = async ({ kind, key }: Topic): Promise<readonly Panel[] | undefined> => pictures[kind]?.(key);
