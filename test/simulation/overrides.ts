import type { EditHolds } from "../../components/lastedit/edit-holds.ts";
import type { RecordStore } from "../../components/lastedit/record-store.ts";
import type { ReturnsDesk } from "../../components/peoplevox/returns-desk.ts";
import type { SoapTransport } from "../../components/peoplevox/soap-transport.ts";
import type { Warehouse } from "../../components/peoplevox/warehouse.ts";
import type { SourceBinding } from "../../runtime/component-host/types.ts";
import type { StepDoors } from "./recipe-steps.ts";

type Step = (props: Readonly<Record<string, unknown>>, doors: StepDoors) => Promise<unknown>;

/** What a warehouse's wrapper may need beside it. */
export interface Beside {
  readonly store: RecordStore;
  readonly clientId: string;
}

/** Where a deliberate bug gets in: around the doors of a process, never inside the code under test. */
export interface Overrides {
  step(key: string, step: Step | undefined): Step | undefined;
  transport(transport: SoapTransport): SoapTransport;
  store(store: RecordStore): RecordStore;
  warehouse(warehouse: Warehouse, beside: Beside): Warehouse;
  holds(holds: EditHolds): EditHolds;
  returnsDesk(desk: ReturnsDesk): ReturnsDesk;
  persist(persist: SourceBinding["persist"]): SourceBinding["persist"];
}

/** Everything as it is. */
export const AS_IT_IS: Overrides = {
  step: (_key, step) => step,
  transport: (transport) => transport,
  store: (store) => store,
  warehouse: (warehouse) => warehouse,
  holds: (holds) => holds,
  returnsDesk: (desk) => desk,
  persist: (persist) => persist,
};
