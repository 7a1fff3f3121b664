import { configure } from "@kaviar/tensor";
import { work } from "./work.ts";

Object.assign(globalThis, { page: { work, configure } });
