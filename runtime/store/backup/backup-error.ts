/** A backup could not be made or put back. The message says why, and whether anything was changed. */
export class BackupError extends Error {
  readonly code = "backup";
}
