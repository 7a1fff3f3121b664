import type { ImageAnswer, ImageRequest } from "./images/image-workers.ts";
import { openPixelMaker, type PixelForm } from "./images/pixel-maker.ts";

/** A thread that makes pixels of the images that it is sent. */
const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
const { make } = openPixelMaker(workerData as PixelForm);
const answer = (said: ImageAnswer): void => parentPort?.postMessage(said);

parentPort?.on("message", ({ id, bytes, header }: ImageRequest) => {
  make(bytes, header).then(
    (made) => answer({ id, made }),
    (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
