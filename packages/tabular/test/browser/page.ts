import { configure } from "@kaviar/tensor";
import { evolve, work } from "./work.ts";

Object.assign(globalThis, { page: { work, evolve, configure } });
