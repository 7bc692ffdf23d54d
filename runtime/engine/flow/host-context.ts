import { PROGRAM_VERSION } from "../program.ts";

/** Members of `$.context` that are the same for every run of this installation. */
export const HOST_CONTEXT = {
  project_id: "proj_lastedit",
  owner_id: "o_lastedit",
  emitter_id: null,
  platform_version: PROGRAM_VERSION,
  JIT: false,
} as const;
