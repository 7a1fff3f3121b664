import { learn } from "../../src/learn.js";

export const dynamic = "force-dynamic";

export const GET = async () => new Response((await learn()).join("\n"));
