import { ArchitectureError } from "../error.ts";
import { spawnImageWorker } from "../spawn-image-worker.ts";
import type { Unreadable } from "./decode.ts";
import type { PixelForm, PixelMaker } from "./pixel-maker.ts";
import type { ImageHeader } from "./sharp.ts";

export interface ImageRequest {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly header: ImageHeader;
}

export type ImageAnswer =
  | { readonly id: number; readonly made: Uint8Array | Unreadable }
  | { readonly id: number; readonly error: string };

/** More than there are images in work at a time would have nothing to do. */
const most = 4;

/** Makes pixels on other threads, which are started as images come in. It is closed when all are made. */
export const openImageWorkers = (form: PixelForm): PixelMaker => {
  const limit = Math.min(most, process.getBuiltinModule("node:os").availableParallelism());
  const workers: ImageWorker[] = [];
  /** One that has nothing to do, a new one, or the one that has least. */
  const next = (): ImageWorker => {
    const [freest] = workers.toSorted((a, b) => a.waiting() - b.waiting());
    if (freest && (freest.waiting() === 0 || workers.length >= limit)) return freest;
    const opened = openImageWorker(form);
    workers.push(opened);
    return opened;
  };
  return {
    make: (bytes, header) => next().make(bytes, header),
    close: async () => void (await Promise.all(workers.map(({ close }) => close()))),
  };
};

interface ImageWorker extends PixelMaker {
  /** How many images it has not made yet. */
  readonly waiting: () => number;
}

interface Asking {
  readonly resolve: (made: Uint8Array | Unreadable) => void;
  readonly reject: (error: Error) => void;
}

const openImageWorker = (form: PixelForm): ImageWorker => {
  const { worker, end: close } = spawnImageWorker(form);
  const waiting = new Map<number, Asking>();
  let asked = 0;
  const end = (evidence: string): void => {
    const error = new ArchitectureError("read", `Images are decoded in a thread until all are: ${evidence}.`);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("error", ({ message }) => end(message));
  worker.on("exit", (code) => end(`it ended with code ${code}`));
  worker.on("message", (answer: ImageAnswer) => {
    const asking = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("made" in answer) asking?.resolve(answer.made);
    else asking?.reject(new ArchitectureError("read", `An image is decoded in a thread: ${answer.error}.`));
  });
  return {
    waiting: () => waiting.size,
    make: (bytes, header) => {
      const id = ++asked;
      // The bytes move: they are this thread's no more.
      worker.postMessage({ id, bytes, header } satisfies ImageRequest, [bytes.buffer as ArrayBuffer]);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    close,
  };
};
