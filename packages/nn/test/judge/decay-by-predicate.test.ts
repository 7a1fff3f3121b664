import { tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { chain, decay, named, not, sgd } from "../../src/index.ts";
import { layer, walk } from "../optimizers/walk.ts";
