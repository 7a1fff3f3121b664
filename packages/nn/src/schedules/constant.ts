import { withCard } from "@kaviar/base/card";
import { aboutConstant, constantRate } from "./contract/constant-rate.ts";
import type { Schedule } from "./contract/schedule.ts";

/** The same rate all along: what a number is taken for. */
export const constant = withCard((rate: number): Schedule => constantRate(rate), { about: aboutConstant });
