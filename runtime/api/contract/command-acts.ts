/** What only commands do, as the audit log names it. */
export type CommandAct =
  | "recipes.reload"
  | "runs.start"
  | "keys.prepare"
  | "keys.rotate"
  | "history.applyRetention"
  | "history.backUp"
  | "privacy.export"
  | "privacy.redact"
  | "privacy.redactShop";

/** What the console can do too has the name of its API's route. */
type SharedAct =
  | "recipes.enable"
  | "recipes.disable"
  | "runs.cancel"
  | "exceptions.act"
  | "replay.retry"
  | `connections.${"create" | "change" | "remove" | "setRouting" | "pause" | "resume" | "stopEverything" | "resumeEverything"}`;

export type AuditedByCommand = CommandAct | SharedAct;
