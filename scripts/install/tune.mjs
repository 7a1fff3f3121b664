// A study in a file, by the package that needs no ONNX Runtime.
import { createStudy, float } from "@kaviar/tune";

const study = await createStudy({ name: "parabola", storage: "sqlite:study.db", direction: "minimize", seed: 1 });
await study.optimize({ x: float(-10, 10) }, ({ x }) => (x - 2) ** 2, { trials: 40 });
console.log(study.trials.length, study.best.value < 0.1);
await study.close();
