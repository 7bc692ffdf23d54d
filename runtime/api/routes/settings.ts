import { saveSetting } from "../../store/settings.ts";
import type { ApiContext } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { refuseIfChanged } from "../changed-meanwhile.ts";
import type { SETTINGS, Settings } from "../contract/settings.ts";
import type { Handlers } from "../handlers.ts";
import { applyToHistory, readSettingsInForce } from "../settings/settings-in-force.ts";

export function settingsRoutes(context: ApiContext): Handlers<typeof SETTINGS> {
  return {
    get: () => readSettingsInForce(context),
    async set({ person, body: { base = {}, ...body }, audit }): Promise<Settings> {
      const before = await readSettingsInForce(context);
      const wanted = Object.entries(body).filter(([, value]) => value !== undefined);
      const fixed = wanted.filter(([field]) => before.fixed.some((each) => each === field));
      if (fixed.length > 0) {
        const details = fixed.map(([path]) => ({ path, message: "The configuration file says it." }));
        throw new ApiError(409, "fixed", "The configuration file fixes some of these. Nothing was changed.", details);
      }
      for (const [field, shown] of Object.entries(base)) {
        refuseIfChanged("the settings", shown, before.values[field as keyof Settings["values"]]);
      }
      await context.store.database.transaction(async (tx) => {
        for (const [field, value] of wanted) await saveSetting(tx, field, value, person.name);
      });
      const after = await readSettingsInForce(context);
      applyToHistory(context.installation.config.history, after.values);
      audit({ before: before.values, after: after.values });
      return after;
    },
  };
}
