import { createStudy, float, type Sampler } from "@kaviar/tune";

/** Ends its process as `kill -9` does, before a trial has its point: one that waited is claimed by then, a new one is not. */
const deadly: Sampler = {
  name: "deadly",
  propose: () => {
    process.kill(process.pid, "SIGKILL");
    return { params: { x: 0, y: 0 } };
  },
};
const study = await createStudy({ name: "asked", storage: process.argv[2]!, seed: 1, sampler: deadly });
if (process.argv[3] === "waiting") await study.enqueue({ y: 0.5 });
await study.ask({ x: float(0, 1), y: float(0, 1) }, { detached: true });
