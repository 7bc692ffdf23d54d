import type { Random } from "../random.ts";
import { toAddress } from "./commands/create-order.ts";
import type { Customer } from "./model/records.ts";
import type { Store } from "./model/store.ts";

const FIRST_NAMES = ["Ada", "Ben", "Chidi", "Dora", "Ewan", "Freya", "Grace", "Hari", "Isla", "Jack"] as const;
const LAST_NAMES = [
  "Archer",
  "Brook",
  "Clarke",
  "Dixon",
  "Ellis",
  "Fraser",
  "Gill",
  "Hughes",
  "Iyer",
  "Jones",
] as const;
const STREETS = ["High Street", "Station Road", "Church Lane", "Park Avenue", "Mill Road"] as const;
const TOWNS = [
  { city: "Leeds", zip: "LS1 4AP" },
  { city: "Bristol", zip: "BS1 5TR" },
  { city: "Norwich", zip: "NR2 1TF" },
  { city: "Glasgow", zip: "G1 3SL" },
] as const;

/** A made-up person; the e-mail domain is reserved for examples. */
export function newCustomer(random: Random, store: Store, now: number): Customer {
  const [firstName, lastName, town] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES), random.pick(TOWNS)];
  const id = store.nextId("Customer");
  const customer: Customer = {
    id,
    firstName,
    lastName,
    email: `${firstName}.${lastName}.${id % 1_000_000}@example.com`.toLowerCase(),
    phone: `+44113496${String(random.whole(0, 9999)).padStart(4, "0")}`,
    tags: [],
    createdAt: now,
    updatedAt: now,
    address: toAddress(store, {
      firstName,
      lastName,
      address1: `${random.whole(1, 200)} ${random.pick(STREETS)}`,
      city: town.city,
      zip: town.zip,
      province: "England",
      provinceCode: "ENG",
      country: "United Kingdom",
      countryCode: "GB",
      phone: "+441134960000",
    }),
  };
  store.customers.set(id, customer);
  return customer;
}
