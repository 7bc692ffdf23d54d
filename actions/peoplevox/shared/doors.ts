import { createEditHolds } from "../../../components/lastedit/edit-holds.ts";
import type { LasteditStoreProps } from "../../../components/lastedit/lastedit-props.ts";
import { warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";
import type { Doors } from "./situation.ts";

/** The systems an action works on, and the tenant's profile. */
export interface ActionDoors extends Doors {
  readonly profile: TenantProfile;
}

/** Opens the warehouse and the record of holds from an action's props. */
export function doorsFrom(props: PeoplevoxProps & LasteditStoreProps): ActionDoors {
  const { warehouse, profile } = warehouseFromProps(props);
  const holds = createEditHolds(props.lasteditStore, props.peoplevoxClientId.trim());
  return { warehouse, profile, holds, now: Date.now };
}
