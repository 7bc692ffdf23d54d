/** How long one walk may take, on a machine that is busy with other things. */
export const WALK_MS = 240_000;

/** How long a change in the shop may take until LastEdit has dealt with it: the walks share one warehouse's budget. */
export const WORKED_MS = 120_000;
