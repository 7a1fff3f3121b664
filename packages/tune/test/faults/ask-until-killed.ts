import { createStudy, float, type Sampler } from "@kaviar/tune";

/** Ends its process as `kill -9` does, after a trial was claimed and before it has its point. */
const deadly: Sampler = {
  name: "deadly",
  propose: () => {
    process.kill(process.pid, "SIGKILL");
    return { params: { x: 0 } };
  },
};
const study = await createStudy({ name: "asked", storage: process.argv[2]!, seed: 1, sampler: deadly });
await study.ask({ x: float(0, 1) }, { detached: true });
